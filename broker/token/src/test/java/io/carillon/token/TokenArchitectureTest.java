package io.carillon.token;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which doors of this module are shut. */
@AnalyzeClasses(packages = "io.carillon.token", importOptions = ImportOption.DoNotIncludeTests.class)
final class TokenArchitectureTest {

    @ArchTest
    static final ArchRule rooms_form_no_circle =
            slices().matching("io.carillon.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tokens_need_few_others = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations",
                    "com.nimbusds.jose..",
                    "com.fasterxml.jackson.core..",
                    "io.carillon.protocol..",
                    "io.carillon.backplane",
                    "io.carillon.token..");

    @ArchTest
    static final ArchRule only_keys_know_nimbus = noClasses()
            .that()
            .resideOutsideOfPackage("io.carillon.token.key")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule only_json_knows_jackson = noClasses()
            .that()
            .resideOutsideOfPackage("io.carillon.token.json")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");
}
