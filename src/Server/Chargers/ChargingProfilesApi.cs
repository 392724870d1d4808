using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp;
using Ocpp.V16;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/charging-profiles and /evses/{evseId}/composite-schedule: what the CSMS has installed, and what comes of it.</summary>
internal static class ChargingProfilesApi
{
    private const int Day = 86_400;
    private const int MostDays = 31;

    public static void MapChargingProfiles(this IEndpointRouteBuilder app)
    {
        var smart = app.MapGroup("/chargers/{id}").WithTags("Smart charging");
        smart
            .MapGet("/charging-profiles", List)
            .WithName("getChargingProfiles")
            .WithSummary("The charging profiles that the CSMS has installed")
            .WithDescription("By connector and purpose, of each stack the highest level first.")
            .Problems(404);
        smart
            .MapGet("/evses/{evseId:int}/composite-schedule", Composite)
            .WithName("getCompositeSchedule")
            .WithSummary("The limits that will apply at an EVSE, as GetCompositeSchedule reports them")
            .WithDescription(
                "EVSE 0 is the charger as a whole. durationSeconds is a day by default and 31 at most; unit is W or A (per phase on AC), by default that of the profile that holds now."
            )
            .Problems(404, 422);
    }

    private static Results<Ok<IReadOnlyList<ChargingProfileEntry>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        string id
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var snapshot = charger.Unit.Snapshot;
        IReadOnlyList<ChargingProfileEntry> entries =
        [
            .. (snapshot.SmartCharging?.Profiles ?? [])
                .OrderBy(installed => installed.ConnectorId)
                .ThenBy(installed => installed.Profile.ChargingProfilePurpose)
                .Select(installed => new ChargingProfileEntry(
                    installed.ConnectorId,
                    installed.TransactionKey == 0 ? null : snapshot.Evses[installed.ConnectorId - 1].Transaction?.Id,
                    installed.InstalledAt,
                    installed.Profile
                )),
        ];
        return TypedResults.Ok(Paging.Whole(response, entries));
    }

    private static Results<Ok<CompositeScheduleView>, ProblemHttpResult> Composite(
        ChargerRoster roster,
        string id,
        int evseId,
        int? durationSeconds,
        string? unit
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (evseId < 0 || evseId > charger.Row.Evses.Count)
        {
            return Problem.UnknownEvse(id, evseId);
        }

        if (durationSeconds is < 1 or > MostDays * Day)
        {
            return Problem.Invalid("durationSeconds", $"must be from 1 to {MostDays * Day}, not {durationSeconds}");
        }

        ChargingRateUnitType? wanted = null;
        if (unit is not null)
        {
            if (!OcppEnum.TryParse(unit, out ChargingRateUnitType named))
            {
                return Problem.Invalid("unit", $"must be W or A, not '{unit}'");
            }

            wanted = named;
        }

        var snapshot = charger.Unit.Snapshot;
        var composite = CompositeSchedule.Of(
            charger.Unit.Definition.ChargePoint,
            charger.Unit.Configuration,
            snapshot.SmartCharging,
            evseId,
            roster.Fleet.Now.ToUtc() + snapshot.ClockOffset,
            durationSeconds ?? Day,
            wanted
        );
        return TypedResults.Ok(
            new CompositeScheduleView(
                evseId,
                composite.Start,
                composite.DurationSeconds,
                composite.Unit,
                composite.Periods
            )
        );
    }
}

/// <summary>An installed charging profile.</summary>
/// <param name="ConnectorId">0 for the charger, or as default of all its EVSEs; else the EVSE.</param>
/// <param name="TransactionId">The transaction that a TxProfile is bound to; null for other purposes, and while its id is not known.</param>
/// <param name="InstalledAt">By the charger's clock.</param>
/// <param name="Profile">The profile as OCPP has it.</param>
public sealed record ChargingProfileEntry(
    int ConnectorId,
    int? TransactionId,
    DateTimeOffset InstalledAt,
    ChargingProfile Profile
);

/// <summary>The limits that will apply.</summary>
/// <param name="EvseId">0 for the charger as a whole.</param>
/// <param name="ScheduleStart">What the periods count from, by the charger's clock.</param>
/// <param name="DurationSeconds">As asked for; less when there would be too many periods.</param>
/// <param name="Unit">W of all phases, or A: per phase on AC, of the bus on DC.</param>
/// <param name="Periods">Limits by start; at least one, from 0.</param>
public sealed record CompositeScheduleView(
    int EvseId,
    DateTimeOffset ScheduleStart,
    int DurationSeconds,
    ChargingRateUnitType Unit,
    IReadOnlyList<ChargingSchedulePeriod> Periods
);
