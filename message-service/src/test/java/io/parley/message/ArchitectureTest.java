package io.parley.message;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages. */
@AnalyzeClasses(
        packages = "io.parley.message",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresMeetInOneDirection =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("history")
                    .definedBy("..message.history..")
                    .layer("post")
                    .definedBy("..message.post..")
                    .layer("account")
                    .definedBy("..message.account..")
                    .layer("support")
                    .definedBy("..message.support..")
                    .layer("creation")
                    .definedBy("..message.creation..")
                    .layer("invitation")
                    .definedBy("..message.invitation..")
                    .layer("member")
                    .definedBy("..message.member..")
                    .layer("room")
                    .definedBy("..message.room..")
                    .layer("archive")
                    .definedBy("..message.archive..")
                    .layer("outbox")
                    .definedBy("..message.outbox..")
                    .layer("directory")
                    .definedBy("..message.directory..")
                    .whereLayer("history")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("post")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("account")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("support")
                    .mayOnlyBeAccessedByLayers("account")
                    .whereLayer("creation")
                    .mayOnlyBeAccessedByLayers("support")
                    .whereLayer("invitation")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("member")
                    .mayOnlyBeAccessedByLayers("history", "support", "creation", "invitation")
                    .whereLayer("room")
                    .mayOnlyBeAccessedByLayers(
                            "history", "account", "support", "creation", "invitation", "member")
                    .whereLayer("archive")
                    .mayOnlyBeAccessedByLayers("history")
                    .whereLayer("outbox")
                    .mayOnlyBeAccessedByLayers("room")
                    .whereLayer("directory")
                    .mayOnlyBeAccessedByLayers(
                            "account", "support", "creation", "invitation", "member", "room");

    @ArchTest
    static final ArchRule controllersAreNobodysBusiness =
            classes().that().haveSimpleNameEndingWith("Controller").should().bePackagePrivate();
}
