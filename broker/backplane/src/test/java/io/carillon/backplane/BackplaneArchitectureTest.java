package io.carillon.backplane;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which doors of this module are shut. */
@AnalyzeClasses(packages = "io.carillon.backplane", importOptions = ImportOption.DoNotIncludeTests.class)
final class BackplaneArchitectureTest {

    @ArchTest
    static final ArchRule rooms_form_no_circle =
            slices().matching("io.carillon.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_promises_do_not_know_who_keeps_them = noClasses()
            .that()
            .resideInAPackage("io.carillon.backplane")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.carillon.backplane.*..");

    @ArchTest
    static final ArchRule memory_needs_java_the_words_and_the_schemas_and_nothing_else = classes()
            .that()
            .resideInAnyPackage("io.carillon.backplane", "io.carillon.backplane.memory")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify.annotations",
                    "io.carillon.protocol..",
                    "io.carillon.schema",
                    "io.carillon.backplane",
                    "io.carillon.backplane.memory");

    @ArchTest
    static final ArchRule only_one_room_knows_redisson = noClasses()
            .that()
            .resideOutsideOfPackage("io.carillon.backplane.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.redisson..", "io.netty..", "io.carillon.backplane.redis");

    @ArchTest
    static final ArchRule the_two_backplanes_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage("io.carillon.backplane.redis")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.carillon.backplane.memory");
}
