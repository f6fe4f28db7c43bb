package io.carillon.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.carillon.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule it_needs_what_a_boot_app_has_and_the_client = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.carillon.spring..",
                    "io.carillon.client..",
                    "io.carillon.protocol..",
                    "org.springframework..",
                    "com.fasterxml.jackson.databind..",
                    "tools.jackson.databind..",
                    "java..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule who_has_no_jackson_meets_none = noClasses()
            .that()
            .haveSimpleNameNotContaining("WithJackson")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "tools.jackson..");

    @ArchTest
    static final ArchRule who_has_no_actuator_meets_none = noClasses()
            .that()
            .haveSimpleNameNotContaining("HealthOf")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health..");
}
