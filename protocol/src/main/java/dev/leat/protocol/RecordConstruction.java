package dev.leat.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;

/**
 * Makes records by their constructor's reflection. Jackson's own way goes through a method handle that takes an array,
 * for which the JVM generates classes by the dozen: for a program that reads ten messages that is a good part of its
 * time (Jackson 3.0, Java 25).
 */
final class RecordConstruction extends ValueInstantiators.Base {
    @Override
    public ValueInstantiator modifyValueInstantiator(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueInstantiator usual) {
        boolean plain = bean.getBeanClass().isRecord() && usual.getClass() == StdValueInstantiator.class;
        return plain && usual.getWithArgsCreator().getAnnotated() instanceof Constructor<?> constructor
                ? new ByReflection((StdValueInstantiator) usual, constructor)
                : usual;
    }

    private static final class ByReflection extends StdValueInstantiator {
        private final Constructor<?> constructor;

        ByReflection(StdValueInstantiator usual, Constructor<?> constructor) {
            super(usual);
            this.constructor = constructor;
            constructor.trySetAccessible();
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] values) throws JacksonException {
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException thrown) {
                return refused(context, values, thrown.getCause());
            } catch (ReflectiveOperationException inaccessible) {
                return refused(context, values, inaccessible);
            }
        }

        private Object refused(DeserializationContext context, Object[] values, Throwable cause) {
            return context.handleInstantiationProblem(getValueClass(), values, rewrapCtorProblem(context, cause));
        }
    }
}
