package org.isnad.content;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The aspect that a change of the annotated record component, or of a component of the annotated type, affects. The annotation
 * on a component takes precedence over the aspect of the enclosing component, and that over the annotation on the component's
 * type. The default is {@link Aspect#MINOR}.
 */
@Target({ ElementType.RECORD_COMPONENT, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface ChangeAspect {

    Aspect value();
}
