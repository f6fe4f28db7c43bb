package io.carillon.spring;

import io.carillon.client.realtime.RealtimeClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

/** How the connection stands, as {@code carillon} in the health endpoint of those who have Actuator. */
@AutoConfiguration(after = CarillonAutoConfiguration.class)
@ConditionalOnBean(RealtimeClient.class)
@Import({HealthOfBoot3.class, HealthOfBoot4.class})
public class CarillonHealthAutoConfiguration {}
