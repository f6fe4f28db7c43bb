package io.carillon.controlplane;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

@AnalyzeClasses(packages = "io.carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] FEATURES = inControlPlane(
            "publish",
            "query",
            "terminate",
            "authorize",
            "docs",
            "description",
            "trail",
            "account",
            "tenant",
            "usage",
            "issuer",
            "revoke",
            "check");
    private static final String[] BELOW = inControlPlane(
            "access",
            "app",
            "info",
            "exchange",
            "problem",
            "rate",
            "management",
            "audit",
            "database",
            "seal",
            "secret",
            "metering",
            "people",
            "credential");

    private static String[] inControlPlane(String... rooms) {
        return Arrays.stream(rooms)
                .map(room -> "io.carillon.controlplane." + room + "..")
                .toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule the_brokers_are_reached_through_the_backplane_alone = noClasses()
            .that()
            .resideInAPackage("io.carillon.controlplane..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.carillon.broker..");

    @ArchTest
    static final ArchRule no_feature_knows_another = slices().matching(
                    "io.carillon.controlplane.(publish|query|terminate|authorize|docs|description|trail|account|tenant|usage|issuer|revoke|check)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule what_lies_below_knows_no_feature = noClasses()
            .that()
            .resideInAnyPackage(BELOW)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FEATURES);

    @ArchTest
    static final ArchRule only_the_way_in_knows_how_a_process_is_set_up = noClasses()
            .that()
            .resideInAPackage("io.carillon.controlplane..")
            .and()
            .resideOutsideOfPackages("..standalone..", "..setup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.carillon.process.data..",
                    "io.carillon.process.launch..",
                    "io.carillon.process.server..",
                    "io.carillon.process.settings..",
                    "..standalone..",
                    "..setup..");

    @ArchTest
    static final ArchRule rooms_have_no_cycles =
            slices().matching("io.carillon.controlplane.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule which_backplane_it_is_remains_open = noClasses()
            .that()
            .resideInAPackage("io.carillon.controlplane..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.carillon.backplane.memory..", "io.carillon.backplane.redis..");

    @ArchTest
    static final ArchRule what_servers_publish_and_ask_costs_no_sql = noClasses()
            .that()
            .resideInAnyPackage(
                    inControlPlane("publish", "query", "terminate", "authorize", "access", "rate", "exchange", "info"))
            .or()
            .haveFullyQualifiedName("io.carillon.controlplane.app.Apps")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "io.micronaut.data..",
                    "io.micronaut.transaction..",
                    "io.carillon.controlplane.database..",
                    "io.carillon.controlplane.management..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("io\\.carillon\\.controlplane\\.app\\.(?!Apps$).*");

    @ArchTest
    static final ArchRule only_one_room_looks_behind_the_framework = noClasses()
            .that()
            .resideInAPackage("io.carillon.controlplane..")
            .and()
            .resideOutsideOfPackage("..exchange..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.micronaut.http.server.netty..");
}
