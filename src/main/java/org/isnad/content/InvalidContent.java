package org.isnad.content;

/** A value that breaks a rule of its type; the place is completed by whoever knows where the value stood. */
public class InvalidContent extends IllegalArgumentException {

    private final String field;

    /**
     * @param field the component that breaks the rule, relative to the value; empty for the value itself
     * @param rule what the value must be, as the end of a sentence
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
