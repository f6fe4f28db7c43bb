package io.carillon.process;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which doors of this module are shut. */
@AnalyzeClasses(packages = "io.carillon.process", importOptions = ImportOption.DoNotIncludeTests.class)
final class ProcessArchitectureTest {

    @ArchTest
    static final ArchRule what_all_processes_do_is_no_part_of_what_one_does = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.carillon.broker..", "io.carillon.controlplane..", "io.carillon.allinone..");

    @ArchTest
    static final ArchRule rooms_have_no_cycles =
            slices().matching("io.carillon.process.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_one_room_knows_which_backplanes_there_are = noClasses()
            .that()
            .resideOutsideOfPackage("io.carillon.process.server")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.carillon.backplane.memory..", "io.carillon.backplane.redis..");

    @ArchTest
    static final ArchRule what_can_be_set_is_decided_without_the_framework = noClasses()
            .that()
            .resideInAnyPackage("..settings..", "..command..", "..refusal..", "..terminal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "io.netty..", "org.redisson..");
}
