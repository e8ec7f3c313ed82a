package org.isnad.content;

import java.time.ZoneId;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A measure that an authority imposes, starts or asks for because of a crisis. When it is in force is {@code occurred}.
 *
 * @param type the type of measure
 * @param typeDetail the type in words, or null; required when the type is {@link Type#OTHER}
 * @param places the places where it applies, or null if the source names none
 * @param dailyFrom the local time at which it begins on each day, such as 23:00, or null if it applies at all times
 * @param dailyUntil the local time at which it ends, on the next day if it is not later than dailyFrom; null like dailyFrom
 * @param timeZone the IANA time zone of the local times as the source states it, or null if it states none
 * @param authority the authority, or null if the source names none
 * @param addressee who is asked, such as an alliance, or null
 * @param scope what the measure includes or exempts, or null
 * @param wording the quotation, or null if the exact words are unknown
 * @param summary the summary in the reporter's own words, or null
 * @param unverified true if the source says that it could not verify the measure, otherwise null
 * @param occurred when the measure was in force, or null
 * @param originalLanguage the language of the source's words, or null if unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EmergencyMeasure(
        @ChangeAspect(Aspect.TERM) @NotNull Type type,
        @ChangeAspect(Aspect.TERM) @MaxLength(300) Text typeDetail,
        @ChangeAspect(Aspect.PLACE) @Size(max = 50) List<@NotNull @Valid Place> places,
        @ChangeAspect(Aspect.TIME) @Pattern(regexp = TIME_OF_DAY, message = TIME_RULE) String dailyFrom,
        @ChangeAspect(Aspect.TIME) @Pattern(regexp = TIME_OF_DAY, message = TIME_RULE) String dailyUntil,
        @ChangeAspect(Aspect.TIME) @Size(max = 64) String timeZone,
        @Valid Actor authority,
        @ChangeAspect(Aspect.TERM) @Valid Actor addressee,
        @ChangeAspect(Aspect.TERM) @MaxLength(1_000) Text scope,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        @ChangeAspect(Aspect.STATUS) Boolean unverified,
        @Valid Occurred occurred,
        @LanguageTag String originalLanguage) implements Worded {

    private static final String TIME_OF_DAY = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String TIME_RULE = "must be a time of day such as 23:00";

    /** The type of a measure. */
    @Schema(name = "MeasureType")
    public enum Type {
        @JsonProperty("state-of-emergency")
        STATE_OF_EMERGENCY,
        /** People must stay at home, daily from dailyFrom to dailyUntil or at all times. */
        @JsonProperty("curfew")
        CURFEW,
        @JsonProperty("movement-restriction")
        MOVEMENT_RESTRICTION,
        /** Gatherings or public events are banned. */
        @JsonProperty("assembly-ban")
        ASSEMBLY_BAN,
        /** Security forces or the military conduct an operation, such as a counter-terrorist one. */
        @JsonProperty("security-operation")
        SECURITY_OPERATION,
        /** The authority asks the addressee for assistance. */
        @JsonProperty("request-for-assistance")
        REQUEST_FOR_ASSISTANCE,
        @JsonProperty("evacuation")
        EVACUATION,
        /** Borders, schools or other facilities are closed by order. */
        @JsonProperty("closure")
        CLOSURE,
        /** The type is the one in typeDetail. */
        @JsonProperty("other")
        OTHER
    }

    /**
     * Replaces false for unverified and an empty list by null.
     *
     * @throws InvalidContent if neither wording nor summary is given, the type is {@link Type#OTHER} without typeDetail, only
     *         one of the local times is given, or a time zone without them or an unknown one
     */
    public EmergencyMeasure {
        unverified = ContentRules.trueOrNull(unverified);
        places = ContentRules.nullIfEmpty(places);
        ContentRules.requireWords(wording, summary);
        ContentRules.requireDetail("type", type == Type.OTHER, typeDetail);
        if ((dailyFrom == null) != (dailyUntil == null)) {
            throw new InvalidContent(dailyFrom == null ? "dailyFrom" : "dailyUntil",
                    "is required: dailyFrom and dailyUntil are given together");
        }
        if (timeZone != null && (dailyFrom == null || !ZoneId.getAvailableZoneIds().contains(timeZone))) {
            throw new InvalidContent("timeZone", "must be an IANA time zone such as Asia/Almaty, given with dailyFrom");
        }
    }

    @Override
    public Text speakerName() {
        return authority == null ? null : authority.name();
    }
}
