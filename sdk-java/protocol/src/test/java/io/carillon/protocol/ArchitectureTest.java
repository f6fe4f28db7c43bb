package io.carillon.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.carillon.protocol", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_protocol_depends_on_nothing = classes()
            .that()
            .resideInAPackage("io.carillon.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.carillon.protocol..", "java..", "javax.crypto..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule no_rooms_go_in_circles =
            slices().matching("io.carillon.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule values_do_not_know_how_they_are_framed_or_signed = classes()
            .that()
            .resideInAPackage("io.carillon.protocol")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.carillon.protocol", "java..", "org.jspecify.annotations..");
}
