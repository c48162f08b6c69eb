package io.parley.user;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

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
                    .layer("options")
                    .definedBy("io.parley.user.options..")
                    .layer("oidc")
                    .definedBy("io.parley.user.oidc..")
                    .layer("recovery")
                    .definedBy("io.parley.user.recovery..")
                    .layer("admin")
                    .definedBy("io.parley.user.admin..")
                    .layer("kafka")
                    .definedBy("io.parley.user.kafka..")
                    .layer("audit")
                    .definedBy("io.parley.user.audit..")
                    .layer("token")
                    .definedBy("io.parley.user.token..")
                    .layer("directory")
                    .definedBy("io.parley.user.directory..")
                    .layer("registration")
                    .definedBy("io.parley.user.registration..")
                    .layer("account")
                    .definedBy("io.parley.user.account..")
                    .layer("availability")
                    .definedBy("io.parley.user.availability..")
                    .layer("password")
                    .definedBy("io.parley.user.password..")
                    .layer("ticket")
                    .definedBy("io.parley.user.ticket..")
                    .layer("factor")
                    .definedBy("io.parley.user.factor..")
                    .layer("guard")
                    .definedBy("io.parley.user.guard..")
                    .layer("mail")
                    .definedBy("io.parley.user.mail..")
                    .layer("access")
                    .definedBy("io.parley.user.access..")
                    .layer("secret")
                    .definedBy("io.parley.user.secret..")
                    .layer("http")
                    .definedBy("io.parley.user.http..")
                    .layer("settings")
                    .definedBy("io.parley.user.settings..")
                    .whereLayer("options")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("oidc")
                    .mayOnlyBeAccessedByLayers("options")
                    .whereLayer("recovery")
                    .mayOnlyBeAccessedByLayers("admin")
                    .whereLayer("admin")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("kafka")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("audit")
                    .mayOnlyBeAccessedByLayers("admin", "token", "account", "registration")
                    .whereLayer("token")
                    .mayOnlyBeAccessedByLayers("admin", "oidc", "recovery")
                    .whereLayer("directory")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("registration")
                    .mayOnlyBeAccessedByLayers("options")
                    .whereLayer("ticket")
                    .mayOnlyBeAccessedByLayers("token")
                    .whereLayer("password")
                    .mayOnlyBeAccessedByLayers("registration", "account")
                    .whereLayer("availability")
                    .mayOnlyBeAccessedByLayers("account", "directory")
                    .whereLayer("account")
                    .mayOnlyBeAccessedByLayers(
                            "admin",
                            "options",
                            "oidc",
                            "recovery",
                            "registration",
                            "token",
                            "factor",
                            "directory")
                    .whereLayer("factor")
                    .mayOnlyBeAccessedByLayers("admin", "token")
                    .whereLayer("guard")
                    .mayOnlyBeAccessedByLayers(
                            "oidc",
                            "recovery",
                            "registration",
                            "token",
                            "factor",
                            "account",
                            "password")
                    .whereLayer("mail")
                    .mayOnlyBeAccessedByLayers("options", "recovery")
                    .whereLayer("access")
                    .mayOnlyBeAccessedByLayers(
                            "admin",
                            "kafka",
                            "oidc",
                            "recovery",
                            "token",
                            "factor",
                            "directory",
                            "account",
                            "registration",
                            "ticket",
                            "password",
                            "guard")
                    .whereLayer("secret")
                    .mayOnlyBeAccessedByLayers(
                            "oidc",
                            "recovery",
                            "registration",
                            "token",
                            "ticket",
                            "factor",
                            "account",
                            "guard")
                    .whereLayer("http")
                    .mayOnlyBeAccessedByLayers(
                            "admin",
                            "oidc",
                            "recovery",
                            "token",
                            "factor",
                            "directory",
                            "account",
                            "registration",
                            "ticket",
                            "availability",
                            "access");
}
