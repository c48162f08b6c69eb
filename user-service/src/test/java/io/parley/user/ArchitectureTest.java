package io.parley.user;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packagesOf = UserServiceApplication.class,
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesKnowOnlyWhatIsBelowThem =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("token")
                    .definedBy("io.parley.user.token..")
                    .layer("directory")
                    .definedBy("io.parley.user.directory..")
                    .layer("account")
                    .definedBy("io.parley.user.account..")
                    .layer("access")
                    .definedBy("io.parley.user.access..")
                    .layer("http")
                    .definedBy("io.parley.user.http..")
                    .layer("settings")
                    .definedBy("io.parley.user.settings..")
                    .whereLayer("token")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("directory")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("account")
                    .mayOnlyBeAccessedByLayers("token", "directory")
                    .whereLayer("access")
                    .mayOnlyBeAccessedByLayers("token", "directory", "account")
                    .whereLayer("http")
                    .mayOnlyBeAccessedByLayers("token", "directory", "account", "access");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.parley.user.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noOtherServiceIsKnown =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.parley.message..",
                            "io.parley.chat..",
                            "io.parley.gateway..",
                            "io.parley.stack..",
                            "io.parley.test..");
}
