package io.carillon.micronaut;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.carillon.micronaut", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule it_needs_what_a_micronaut_app_has_and_the_client = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.carillon.micronaut..",
                    "io.carillon.client..",
                    "io.carillon.protocol..",
                    "io.micronaut..",
                    "jakarta.inject..",
                    "org.reactivestreams..",
                    "java..",
                    "org.jspecify.annotations..");
}
