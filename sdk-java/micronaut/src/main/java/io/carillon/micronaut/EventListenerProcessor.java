package io.carillon.micronaut;

import io.carillon.client.listener.DataReader;
import io.carillon.client.listener.EventListener;
import io.carillon.client.listener.EventListeners;
import io.carillon.client.listener.ListenerSignature;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the methods that hear events while the context starts, and lets them hear when it has. */
@Singleton
final class EventListenerProcessor
        implements ExecutableMethodProcessor<OnEvent>, ApplicationEventListener<StartupEvent> {

    private final BeanContext context;
    private final List<Found> found = new ArrayList<>();

    private record Found(BeanDefinition<?> bean, ExecutableMethod<?, ?> method) {}

    EventListenerProcessor(BeanContext context) {
        this.context = context;
    }

    @Override
    public void process(BeanDefinition<?> bean, ExecutableMethod<?, ?> method) {
        found.add(new Found(bean, method));
    }

    @Override
    public void onApplicationEvent(StartupEvent started) {
        if (found.isEmpty()) {
            return;
        }
        List<EventListener> listeners =
                found.stream().map(each -> listener(each.bean(), each.method())).toList();
        RealtimeClient client = context.findBean(RealtimeClient.class)
                .orElseThrow(() -> invalid(
                        listeners.get(0).method(),
                        "there is no connection on which they could come. Set carillon.server and carillon.key"));
        EventListeners.start(client, listeners);
    }

    private EventListener listener(BeanDefinition<?> bean, ExecutableMethod<?, ?> method) {
        String name = name(method);
        var signature = ListenerSignature.of(
                name,
                Arrays.stream(method.getArguments()).map(Argument::getType).toList(),
                method.getReturnType().getType());
        return new EventListener(
                name,
                channel(name, method),
                method.stringValue(OnEvent.class).orElse(""),
                signature,
                reader(name, method, signature),
                call(bean, method));
    }

    private static ChannelName channel(String name, AnnotationMetadata method) {
        String channel = method.stringValue(OnEvent.class, "channel")
                .filter(said -> !said.isEmpty())
                .or(() -> method.stringValue(ChannelListener.class))
                .orElseThrow(() -> invalid(
                        name,
                        "it does not say on which channel. Write @ChannelListener(\"...\") on its class, or"
                                + " @OnEvent(channel = \"...\")"));
        return ChannelName.of(channel);
    }

    private DataReader reader(String name, ExecutableMethod<?, ?> method, ListenerSignature signature) {
        if (signature.value().isEmpty()) {
            return json -> json;
        }
        Argument<?> wanted = method.getArguments()[signature.value().getAsInt()];
        JsonMapper mapper = context.findBean(JsonMapper.class)
                .orElseThrow(() -> invalid(
                        name,
                        "nothing is here that could read JSON as "
                                + wanted.getType().getSimpleName() + ". Add micronaut-serde-jackson, or take String"));
        return json -> mapper.readValue(json, wanted);
    }

    private <B> EventListener.Call call(BeanDefinition<B> bean, ExecutableMethod<?, ?> method) {
        @SuppressWarnings("unchecked") // A method that was found on a bean is the bean's.
        var own = (ExecutableMethod<B, ?>) method;
        B target = context.getBean(bean);
        return arguments -> own.invoke(target, arguments.toArray());
    }

    private static String name(ExecutableMethod<?, ?> method) {
        return method.getDeclaringType().getName() + "." + method.getMethodName()
                + Arrays.stream(method.getArguments())
                        .map(argument -> argument.getType().getSimpleName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static InvalidValueException invalid(String method, String why) {
        return new InvalidValueException(
                "listener_invalid", "The method " + method + " cannot hear events: " + why + ".");
    }
}
