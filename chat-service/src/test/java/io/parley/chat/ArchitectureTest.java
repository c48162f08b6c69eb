package io.parley.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages. */
@AnalyzeClasses(packages = "io.parley.chat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresMeetInOneDirection =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("connection")
                    .definedBy("..chat.connection..")
                    .layer("send")
                    .definedBy("..chat.send..")
                    .layer("delivery")
                    .definedBy("..chat.delivery..")
                    .layer("posts")
                    .definedBy("..chat.posts..")
                    .layer("policy")
                    .definedBy("..chat.policy..")
                    .layer("edge")
                    .definedBy("..chat.edge..")
                    .whereLayer("connection")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("send")
                    .mayOnlyBeAccessedByLayers("connection")
                    .whereLayer("delivery")
                    .mayOnlyBeAccessedByLayers("connection")
                    .whereLayer("posts")
                    .mayOnlyBeAccessedByLayers("connection")
                    .whereLayer("policy")
                    .mayOnlyBeAccessedByLayers("connection", "send", "delivery")
                    .whereLayer("edge")
                    .mayOnlyBeAccessedByLayers("connection", "delivery", "posts");

    /** They meet in Kafka and Redis alone. */
    @ArchTest
    static final ArchRule theSequencerKnowsNoSession =
            noClasses()
                    .that()
                    .resideInAPackage("..chat.sequencer..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..chat.connection..",
                            "..chat.send..",
                            "..chat.delivery..",
                            "..chat.posts..",
                            "..chat.policy..",
                            "..chat.edge..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.parley.chat.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noOtherService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.parley.user..", "io.parley.message..", "io.parley.gateway..");
}
