package io.parley.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.parley.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule edgeKnowsNeitherRoutesNorPods =
            noClasses()
                    .that()
                    .resideInAPackage("..edge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..routes..", "..pods..", "..sockets..", "..site..");

    @ArchTest
    static final ArchRule framesPassWithoutReactor =
            classes()
                    .that()
                    .haveSimpleName("FrameRelay")
                    .or()
                    .haveSimpleName("SocketPair")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackage("reactor..");
}
