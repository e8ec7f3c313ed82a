package org.isnad.content;

/** The exception for a value that violates a rule of its type. The caller prefixes the field with the path of the value. */
public class InvalidContent extends IllegalArgumentException {

    private final String field;

    /**
     * @param field the component that violates the rule, relative to the value; empty for the value itself
     * @param rule the violated rule as a predicate, such as "must not be blank"
     */
    public InvalidContent(String field, String rule) {
        super(rule);
        this.field = field;
    }

    public String field() {
        return field;
    }

    public String rule() {
        return getMessage();
    }
}
