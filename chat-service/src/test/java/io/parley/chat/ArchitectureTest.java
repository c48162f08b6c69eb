package io.parley.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

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
                    .layer("balance")
                    .definedBy("..chat.balance..")
                    .layer("rest")
                    .definedBy("..chat.rest..")
                    .layer("session")
                    .definedBy("..chat.session..")
                    .layer("admission")
                    .definedBy("..chat.admission..")
                    .layer("token")
                    .definedBy("..chat.token..")
                    .layer("transport")
                    .definedBy("..chat.transport..")
                    .layer("send")
                    .definedBy("..chat.command..")
                    .layer("reading")
                    .definedBy("..chat.reading..")
                    .layer("inbox")
                    .definedBy("..chat.inbox..")
                    .layer("live")
                    .definedBy("..chat.live..")
                    .layer("presence")
                    .definedBy("..chat.presence..")
                    .layer("delivery")
                    .definedBy("..chat.delivery..")
                    .layer("posts")
                    .definedBy("..chat.posts..")
                    .layer("policy")
                    .definedBy("..chat.policy..")
                    .layer("edge")
                    .definedBy("..chat.edge..")
                    .whereLayer("balance")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("rest")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("session")
                    .mayOnlyBeAccessedByLayers("balance")
                    .whereLayer("admission")
                    .mayOnlyBeAccessedByLayers("balance", "session")
                    .whereLayer("token")
                    .mayOnlyBeAccessedByLayers("session", "rest")
                    .whereLayer("transport")
                    .mayOnlyBeAccessedByLayers("session", "rest")
                    .whereLayer("reading")
                    .mayOnlyBeAccessedByLayers("session", "rest")
                    .whereLayer("inbox")
                    .mayOnlyBeAccessedByLayers("session")
                    .whereLayer("live")
                    .mayOnlyBeAccessedByLayers("session")
                    .whereLayer("presence")
                    .mayOnlyBeAccessedByLayers("session", "rest")
                    .whereLayer("send")
                    .mayOnlyBeAccessedByLayers("session", "rest", "reading", "live", "presence")
                    .whereLayer("delivery")
                    .mayOnlyBeAccessedByLayers("balance", "session", "reading", "inbox")
                    .whereLayer("posts")
                    .mayOnlyBeAccessedByLayers("session")
                    .whereLayer("policy")
                    .mayOnlyBeAccessedByLayers(
                            "balance",
                            "session",
                            "token",
                            "send",
                            "delivery",
                            "reading",
                            "inbox",
                            "live",
                            "presence")
                    .whereLayer("edge")
                    .mayOnlyBeAccessedByLayers(
                            "session",
                            "transport",
                            "delivery",
                            "posts",
                            "live",
                            "inbox",
                            "presence");

    /** They meet in Kafka and Redis alone. */
    @ArchTest
    static final ArchRule theSequencerKnowsNoSession =
            noClasses()
                    .that()
                    .resideInAPackage("..chat.sequencer..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..chat.balance..",
                            "..chat.rest..",
                            "..chat.session..",
                            "..chat.admission..",
                            "..chat.token..",
                            "..chat.transport..",
                            "..chat.command..",
                            "..chat.reading..",
                            "..chat.inbox..",
                            "..chat.live..",
                            "..chat.presence..",
                            "..chat.delivery..",
                            "..chat.posts..",
                            "..chat.policy..",
                            "..chat.edge..");
}
