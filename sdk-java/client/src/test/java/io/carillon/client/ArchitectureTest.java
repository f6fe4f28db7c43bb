package io.carillon.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.carillon.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_client_needs_the_protocol_and_the_jdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.carillon.client..",
                    "io.carillon.protocol..",
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule no_rooms_go_in_circles =
            slices().matching("io.carillon.client.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule publishing_knows_nothing_of_sockets = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.carillon.client.rest",
                    "io.carillon.client.auth",
                    "io.carillon.client.cipher",
                    "io.carillon.client.webhook",
                    "io.carillon.client.management")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.carillon.client.realtime");
}
