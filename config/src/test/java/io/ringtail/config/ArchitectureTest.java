// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The four floors of the design, read off the class files of everything that ships. The enforcer
 * holds the same line between Maven modules, forbidden-apis between calls; this holds it between
 * packages.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class ArchitectureTest {
  private static JavaClasses shipped;

  @BeforeAll
  static void readTheClassFiles() {
    shipped =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.ringtail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ring",
        "parser",
        "handlers",
        "transport",
        "persistence",
        "clusterlink",
        "perf",
        "config"
      })
  void shouldSeeEveryModule(final String module) {
    assertTrue(shipped.containPackage("io.ringtail." + module), module);
  }

  @Test
  void shouldPointArrowsOnlyDownwards() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("ring")
        .definedBy("io.ringtail.ring..")
        .layer("parser")
        .definedBy("io.ringtail.parser..")
        .layer("handlers")
        .definedBy("io.ringtail.handlers..")
        .layer("transport")
        .definedBy("io.ringtail.transport..")
        .layer("persistence")
        .definedBy("io.ringtail.persistence..")
        .layer("cluster-link")
        .definedBy("io.ringtail.clusterlink..")
        .layer("perf")
        .definedBy("io.ringtail.perf..")
        .layer("config")
        .definedBy("io.ringtail.config..")
        .whereLayer("ring")
        .mayNotAccessAnyLayer()
        .whereLayer("parser")
        .mayNotAccessAnyLayer()
        .whereLayer("handlers")
        .mayOnlyAccessLayers("ring", "parser")
        .whereLayer("transport")
        .mayOnlyAccessLayers("ring", "parser", "handlers")
        .whereLayer("persistence")
        .mayOnlyAccessLayers("ring", "parser", "handlers")
        .whereLayer("cluster-link")
        .mayOnlyAccessLayers("ring", "parser", "handlers")
        .whereLayer("perf")
        .mayOnlyAccessLayers("ring", "parser", "handlers")
        .check(shipped);
  }

  @Test
  void shouldKeepSocketsFilesSqlAndLoggersOutOfTheCore() {
    noClasses()
        .that()
        .resideInAnyPackage("io.ringtail.handlers..", "io.ringtail.parser..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.sql..",
            "javax.sql..",
            "java.util.logging..",
            "java.util.concurrent.locks..",
            "org.slf4j..",
            "io.netty..",
            "com.zaxxer..",
            "org.tomlj..",
            "picocli..")
        .check(shipped);
  }

  @Test
  void shouldKeepThreadsAndFilesOutOfTheCore() {
    noClasses()
        .that()
        .resideInAnyPackage("io.ringtail.handlers..", "io.ringtail.parser..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.Thread|java\\.io\\.(File|RandomAccess).*")
        .check(shipped);
  }

  @Test
  void shouldKeepSqlInPersistence() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.ringtail.persistence..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "org.flywaydb..")
        .check(shipped);
  }

  /**
   * The operators' pages are HTTP over sockets of their own: perf is the other one with sockets.
   */
  @Test
  void shouldKeepNettyWhereTheSocketsAre() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.ringtail.transport..", "io.ringtail.perf..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..")
        .check(shipped);
  }

  @Test
  void shouldKeepTheXmlReaderInTheParser() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.ringtail.parser..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.fasterxml.aalto..", "javax.xml..", "org.w3c.dom..", "org.xml.sax..")
        .check(shipped);
  }

  @Test
  void shouldKeepTheConfigurationFileInConfig() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.ringtail.config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tomlj..", "picocli..")
        .check(shipped);
  }

  @Test
  void shouldHaveNoStaticMutableState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("state belongs to an agent, never to a class (house style A.3)")
        .check(shipped);
  }
}
