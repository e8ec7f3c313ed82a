package org.isnad.content;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a change of this component, or of a component of this type, is about. That on the component comes first, then that of
 * the whole it is a part of, then that on its type; without any it is {@link Aspect#MINOR}.
 */
@Target({ ElementType.RECORD_COMPONENT, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface ChangeAspect {

    Aspect value();
}
