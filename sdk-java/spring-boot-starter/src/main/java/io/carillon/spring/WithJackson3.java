package io.carillon.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Reads with the Jackson of Spring Boot 4, unless that of Spring Boot 3 does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnMissingBean(DataReaders.class)
class WithJackson3 {

    @Bean
    DataReaders carillonDataReaders(ObjectProvider<JsonMapper> mapper) {
        JsonMapper json = mapper.getIfAvailable(JsonMapper::new);
        return type -> {
            var wanted = json.constructType(type);
            return text -> json.readValue(text, wanted);
        };
    }
}
