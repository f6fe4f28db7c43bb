package io.carillon.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads with the Jackson of Spring Boot 3. An app of Spring Boot 4 may have it on its class path, and read with Jackson 3. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ObjectMapper.class)
@ConditionalOnMissingBean(type = "tools.jackson.databind.json.JsonMapper")
class WithJackson2 {

    @Bean
    DataReaders carillonDataReaders(ObjectProvider<ObjectMapper> mapper) {
        ObjectMapper json = mapper.getIfAvailable(ObjectMapper::new);
        return type -> {
            var wanted = json.constructType(type);
            return text -> json.readValue(text, wanted);
        };
    }
}
