package org.isnad.benchmark;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.Audited;
import org.hibernate.envers.DefaultRevisionEntity;
import org.hibernate.envers.query.AuditEntity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

import com.fasterxml.jackson.annotation.JsonRawValue;

/** The usual way: Spring Boot with an audited JPA entity and its default settings. */
@SpringBootApplication
@EnableJpaRepositories(considerNestedRepositories = true)
public class SpringEnvers {

    private static final int PAGE = 50;

    public static void main(String[] arguments) {
        SpringApplication.run(SpringEnvers.class, arguments);
    }

    @Bean
    ShallowEtagHeaderFilter etagFilter() {
        return new ShallowEtagHeaderFilter();
    }

    /** The current state of a record. */
    @Entity(name = "Report")
    @Table(name = "report", indexes = @Index(columnList = "crisis, id"))
    @Audited
    public static class Report {

        @Id
        public String id;
        public String crisis;
        /** Changes with each state, because Envers stores no revision of an unchanged entity. */
        public int number;
        @JsonRawValue
        @Column(columnDefinition = "text")
        public String content;
    }

    /** A past state of a record. */
    public record Revision(Instant recordedAt, Report report) {
    }

    interface Reports extends JpaRepository<Report, String> {

        List<Report> findTop50ByCrisisOrderById(String crisis);
    }

    @RestController
    @RequestMapping("/reports")
    @Transactional(readOnly = true)
    static class ReportController {

        private final Reports reports;
        private final EntityManager entities;

        ReportController(Reports reports, EntityManager entities) {
            this.reports = reports;
            this.entities = entities;
        }

        @GetMapping("/{id}")
        public ResponseEntity<Report> read(@PathVariable String id) {
            return ResponseEntity.of(reports.findById(id));
        }

        @GetMapping
        public List<Report> list(@RequestParam String crisis) {
            return reports.findTop50ByCrisisOrderById(crisis);
        }

        @GetMapping("/{id}/revisions")
        public List<Revision> history(@PathVariable String id) {
            List<?> found = AuditReaderFactory.get(entities).createQuery().forRevisionsOfEntity(Report.class, false, true)
                    .add(AuditEntity.id().eq(id)).addOrder(AuditEntity.revisionNumber().asc()).setMaxResults(PAGE)
                    .getResultList();
            return found.stream().map(Object[].class::cast).map(ReportController::revision).toList();
        }

        /** @param found the entity, its revision entity and the type of the revision */
        private static Revision revision(Object[] found) {
            return new Revision(((DefaultRevisionEntity) found[1]).getRevisionDate().toInstant(), (Report) found[0]);
        }

        @PostMapping("/{id}")
        @Transactional
        @ResponseStatus(HttpStatus.CREATED)
        public Report write(@PathVariable String id, @RequestParam String crisis, @RequestBody String content) {
            Report report = reports.findById(id).orElseGet(Report::new);
            report.id = id;
            report.crisis = crisis;
            report.number++;
            report.content = content;
            return reports.save(report);
        }
    }
}
