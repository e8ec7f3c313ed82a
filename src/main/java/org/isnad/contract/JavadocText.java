package org.isnad.contract;

import java.util.Locale;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.Value;

/** Converts a Javadoc comment to a description, in Markdown. */
final class JavadocText implements CommentVisitor {

    private final StringBuilder text = new StringBuilder();

    private JavadocText() {
    }

    /** Returns the comment as sentences, from a capital letter to a full stop; null for an empty comment. */
    static String of(Comment comment) {
        JavadocText visitor = new JavadocText();
        comment.visit(visitor);
        String sentences = visitor.text.toString().replaceAll("\\s+", " ").replaceAll(" ?<p> ?", "\n\n").strip();
        if (sentences.isEmpty()) {
            return null;
        }
        String capitalized = Character.toUpperCase(sentences.charAt(0)) + sentences.substring(1);
        return capitalized.endsWith(".") ? capitalized : capitalized + ".";
    }

    /** Returns the JSON name of an enum constant, such as security-forces for SECURITY_FORCES. */
    static String jsonName(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void commentText(String value) {
        text.append(value);
    }

    /** Appends the label, the JSON name of an enum constant, or the name of the member or type. */
    @Override
    public void inlineLink(Link link) {
        String member = link.getReferencedMemberName();
        if (member == null) {
            text.append(link.getLabel());
        } else {
            text.append('`').append(member.equals(member.toUpperCase(Locale.ROOT)) ? jsonName(member) : member).append('`');
        }
    }

    /** Appends the value of {@code code} and other tags as code. */
    @Override
    public void inlineTag(String name, String value) {
        text.append('`').append(value).append('`');
    }

    /** Constants have no value in a description. */
    @Override
    public void inlineValue(Value value) {
    }
}
