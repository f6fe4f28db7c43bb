package io.carillon.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which doors of this module are shut. */
@AnalyzeClasses(packages = "io.carillon.schema", importOptions = ImportOption.DoNotIncludeTests.class)
final class SchemaArchitectureTest {

    @ArchTest
    static final ArchRule schemas_need_few_others = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify.annotations",
                    "com.fasterxml.jackson.core..",
                    "com.google.re2j..",
                    "io.carillon.protocol",
                    "io.carillon.schema");

    /** No schema can make the server fetch anything. */
    @ArchTest
    static final ArchRule nothing_is_fetched = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(?!URI$).*|java\\.nio\\.file\\..*|java\\.io\\.File.*");
}
