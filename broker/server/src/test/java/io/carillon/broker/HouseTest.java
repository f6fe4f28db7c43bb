package io.carillon.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The doors between the rooms. */
@AnalyzeClasses(packages = "io.carillon.broker", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseTest {

    @ArchTest
    static final ArchRule a_message_walks_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("recipe")
            .definedBy("io.carillon.broker")
            .layer("node")
            .definedBy("..broker.node..")
            .layer("transport")
            .definedBy("..broker.transport..")
            .layer("connection")
            .definedBy("..broker.connection..")
            .layer("channel")
            .definedBy("..broker.channel..")
            .layer("metrics")
            .definedBy("..broker.metrics..")
            .whereLayer("recipe")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("node")
            .mayOnlyBeAccessedByLayers("recipe")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("recipe", "node")
            .whereLayer("connection")
            .mayOnlyBeAccessedByLayers("recipe", "node", "transport")
            .whereLayer("channel")
            .mayOnlyBeAccessedByLayers("recipe", "node", "transport", "connection");

    @ArchTest
    static final ArchRule only_the_way_in_knows_how_a_process_is_set_up = noClasses()
            .that()
            .resideOutsideOfPackage("io.carillon.broker.standalone")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.carillon.process..", "io.carillon.broker.standalone");

    @ArchTest
    static final ArchRule rooms_have_no_cycles =
            slices().matching("io.carillon.broker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_transport_knows_netty = noClasses()
            .that()
            .resideInAnyPackage("..channel..", "..connection..", "..node..", "..metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.micronaut..");

    @ArchTest
    static final ArchRule the_broker_knows_interfaces_of_the_backplane_only = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.carillon.backplane.memory..",
                    "io.carillon.backplane.redis..",
                    "io.carillon.controlplane..",
                    "java.sql..",
                    "org.redisson..");
}
