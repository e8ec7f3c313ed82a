package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;

/** What the settings that are built in must not contain. */
class SettingsTest {

    @Test
    void noPathIsGuardedByHttpPermissions() throws IOException {
        // CVE-2026-50559: a path can be spelt so that such a permission does not match it. @RolesAllowed cannot be bypassed so.
        assertEquals(List.of(), settings().stringPropertyNames().stream()
                .filter(name -> name.contains("quarkus.http.auth.permission.")).toList());
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = SettingsTest.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        }
        return settings;
    }
}
