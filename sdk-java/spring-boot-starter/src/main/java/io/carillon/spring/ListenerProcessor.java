package io.carillon.spring;

import io.carillon.client.listener.DataReader;
import io.carillon.client.listener.EventListener;
import io.carillon.client.listener.EventListeners;
import io.carillon.client.listener.ListenerSignature;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the methods that hear events while beans are made, and lets them hear when the app has started. */
final class ListenerProcessor implements BeanPostProcessor, SmartLifecycle {

    private final ConfigurableBeanFactory beans;
    private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
    private boolean bound;
    private volatile boolean running;

    ListenerProcessor(ConfigurableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        // Who comes after the start is not heard: of prototypes there would be no end.
        if (!running && AnnotationUtils.isCandidateClass(type, CarillonListener.class)) {
            methodsOf(type).forEach((method, said) -> listeners.add(listener(bean, method, said)));
        }
        return bean;
    }

    private static Map<Method, CarillonListener> methodsOf(Class<?> type) {
        MethodIntrospector.MetadataLookup<CarillonListener> said =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, CarillonListener.class);
        return MethodIntrospector.selectMethods(type, said);
    }

    @Override
    public void start() {
        running = true;
        if (listeners.isEmpty()) {
            return;
        }
        RealtimeClient client = beans.getBeanProvider(RealtimeClient.class).getIfAvailable(() -> {
            throw invalid(
                    listeners.get(0).method(),
                    "there is no connection on which they could come. Set carillon.server and carillon.key");
        });
        if (bound) {
            // Subscriptions are remembered; what it comes to is told to those who listen for errors.
            var unused = client.connectAsync();
        } else {
            bound = true;
            EventListeners.start(client, listeners);
        }
    }

    @Override
    public void stop() {
        running = false;
        if (bound) {
            beans.getBean(RealtimeClient.class).disconnect();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private EventListener listener(Object bean, Method method, CarillonListener said) {
        String name = name(method);
        var signature = ListenerSignature.of(name, List.of(method.getParameterTypes()), method.getReturnType());
        return new EventListener(
                name,
                ChannelName.of(resolved(said.channel())),
                resolved(said.event()),
                signature,
                reader(name, method, signature),
                call(bean, method));
    }

    private DataReader reader(String name, Method method, ListenerSignature signature) {
        if (signature.value().isEmpty()) {
            return json -> json;
        }
        int place = signature.value().getAsInt();
        return beans.getBeanProvider(DataReaders.class)
                .getIfAvailable(() -> {
                    throw invalid(
                            name,
                            "nothing is here that could read JSON as "
                                    + method.getParameterTypes()[place].getSimpleName()
                                    + ". Add spring-boot-starter-json, of Spring Boot 4 spring-boot-starter-jackson,"
                                    + " or take String");
                })
                .of(method.getGenericParameterTypes()[place]);
    }

    private static EventListener.Call call(Object bean, Method method) {
        Method callable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(callable);
        return arguments -> {
            try {
                callable.invoke(bean, arguments.toArray());
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() instanceof Exception fault ? fault : thrown;
            }
        };
    }

    private String resolved(String text) {
        return String.valueOf(beans.resolveEmbeddedValue(text));
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static InvalidValueException invalid(String method, String why) {
        return new InvalidValueException(
                "listener_invalid", "The method " + method + " cannot hear events: " + why + ".");
    }
}
