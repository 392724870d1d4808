using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp;
using Ocpp.V16;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/evses/{evseId}: what a driver does there, and its history.</summary>
internal static class DriverApi
{
    public static void MapDriverActions(this IEndpointRouteBuilder app)
    {
        var evse = app.MapGroup("/chargers/{id}/evses/{evseId:int}").WithTags("EVSEs");
        evse.MapPost("/plug-in", PlugIn)
            .WithName("plugIn")
            .WithSummary("Plug a car in")
            .Problems(400, 404, 409, 415, 422);
        evse.MapPost("/unplug", Unplug)
            .WithName("unplug")
            .WithSummary("Pull the cable")
            .WithDescription("409 at the EVSE while the plug is locked; a fixed cable comes off at the ev side only.")
            .Problems(400, 404, 409, 415, 422);
        evse.MapPost("/present-tag", PresentTag)
            .WithName("presentTag")
            .WithSummary("Hold a card to the reader: starts or stops")
            .Problems(400, 404, 409, 415, 422);
        evse.MapPost("/start-transaction", StartTransaction)
            .WithName("startTransaction")
            .WithSummary("Plug in and present the tag in one")
            .Problems(400, 404, 409, 415, 422);
        evse.MapPost("/stop-transaction", StopTransaction)
            .WithName("stopTransaction")
            .WithSummary("End the running transaction")
            .Problems(400, 404, 409, 415, 422);
        evse.MapPost("/status", SetStatus)
            .WithName("setStatus")
            .WithSummary("Set the state by hand, by performing what causes it")
            .Problems(400, 404, 409, 415, 422);
        evse.MapGet("/history", History)
            .WithName("getHistory")
            .WithSummary("Power, limit and state of charge, oldest first; bounded")
            .Problems(404, 422);
    }

    private static Task<Results<Accepted<Evse>, ProblemHttpResult>> PlugIn(
        ChargerRoster roster,
        string id,
        int evseId,
        Body<PlugInRequest> body
    ) =>
        AtEvse(
            roster,
            id,
            evseId,
            async charger =>
                Car(roster, charger, evseId, body.Value.VehicleId, charger.PresentedTag(evseId), out var vehicle)
                ?? (await charger.Unit.PostAsync(new PlugIn(evseId, vehicle))).Refusal
        );

    private static Task<Results<Accepted<Evse>, ProblemHttpResult>> Unplug(
        ChargerRoster roster,
        string id,
        int evseId,
        Body<UnplugRequest> body
    ) =>
        AtEvse(
            roster,
            id,
            evseId,
            async charger =>
            {
                var side = body.Value.Side == UnplugAt.Ev ? UnplugSide.Ev : UnplugSide.Evse;
                charger.Presented(evseId, null);
                return (await charger.Unit.PostAsync(new Unplug(evseId, side))).Refusal;
            }
        );

    private static Task<Results<Accepted<Evse>, ProblemHttpResult>> PresentTag(
        ChargerRoster roster,
        string id,
        int evseId,
        Body<PresentTagRequest> body
    ) => AtEvse(roster, id, evseId, charger => PresentAsync(charger, evseId, body.Value.IdTag));

    private static Task<Results<Accepted<Evse>, ProblemHttpResult>> StartTransaction(
        ChargerRoster roster,
        string id,
        int evseId,
        Body<StartTransactionRequest> body
    ) =>
        AtEvse(
            roster,
            id,
            evseId,
            async charger =>
            {
                var request = body.Value;
                if (TagRefusal(request.IdTag) is { } bad)
                {
                    return bad;
                }

                var evse = charger.Unit.Snapshot.Evses[evseId - 1];
                if (evse.Transaction is not null)
                {
                    // To present the tag would end it.
                    return new(RefusalKind.Conflict, $"A transaction is running at EVSE {evseId}: stop it first.");
                }

                if (evse.Vehicle is not null)
                {
                    return await PresentAsync(charger, evseId, request.IdTag);
                }

                if (Car(roster, charger, evseId, request.VehicleId, request.IdTag, out var vehicle) is { } noCar)
                {
                    return noCar;
                }

                // The tag first: whether somebody can start here is known then, and nothing is left half done.
                if (await PresentAsync(charger, evseId, request.IdTag) is { } refusal)
                {
                    return refusal;
                }

                return (await charger.Unit.PostAsync(new PlugIn(evseId, vehicle))).Refusal;
            }
        );

    private static Task<Results<Accepted<Evse>, ProblemHttpResult>> StopTransaction(
        ChargerRoster roster,
        string id,
        int evseId,
        Body<StopTransactionRequest> body
    ) =>
        AtEvse(
            roster,
            id,
            evseId,
            async charger =>
                (await charger.Unit.PostAsync(new StopTransaction(evseId, body.Value.Reason ?? Reason.Local))).Refusal
        );

    private static async Task<Results<Accepted<Evse>, ProblemHttpResult>> SetStatus(
        ChargerRoster roster,
        string id,
        int evseId,
        Body<SetStatusRequest> body
    )
    {
        var request = body.Value;
        if (request.Info?.Length > 50)
        {
            return Problem.Invalid("info", $"must have at most 50 characters, not {request.Info.Length}");
        }

        var faulted = request.Status == ChargePointStatus.Faulted;
        if (faulted && request.ErrorCode == ChargePointErrorCode.NoError)
        {
            return Problem.Invalid("errorCode", "must not be NoError with the status Faulted");
        }

        var errorCode = request.ErrorCode ?? (faulted ? ChargePointErrorCode.OtherError : ChargePointErrorCode.NoError);
        return await AtEvse(
            roster,
            id,
            evseId,
            async charger =>
                (await charger.Unit.PostAsync(new SetStatus(evseId, request.Status, errorCode, request.Info))).Refusal
        );
    }

    private static Results<Ok<IReadOnlyList<PowerSample>>, ProblemHttpResult> History(
        ChargerRoster roster,
        HttpResponse response,
        string id,
        int evseId,
        DateTimeOffset? from
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (evseId < 1 || evseId > charger.Row.Evses.Count)
        {
            return Problem.UnknownEvse(id, evseId);
        }

        IReadOnlyList<PowerSample> samples =
        [
            .. charger
                .Unit.History(evseId, from is { } instant ? Instant.FromUtc(instant) : null)
                .Select(sample => new PowerSample(
                    sample.Time.ToUtc(),
                    sample.PowerW,
                    sample.LimitW,
                    sample.SocPercent is { } soc ? Math.Round(soc, 1) : null
                )),
        ];
        return TypedResults.Ok(Paging.Whole(response, samples));
    }

    /// <summary>Does what a driver does, and answers with the EVSE as soon as the charger has taken it.</summary>
    private static async Task<Results<Accepted<Evse>, ProblemHttpResult>> AtEvse(
        ChargerRoster roster,
        string id,
        int evseId,
        Func<RosterCharger, Task<Refusal?>> act
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (evseId < 1 || evseId > charger.Row.Evses.Count)
        {
            return Problem.UnknownEvse(id, evseId);
        }

        // A person is at work here: the demo's drivers keep away from this EVSE for a while.
        charger.TakenByPerson(evseId, roster.Fleet.Now);
        if (await act(charger) is { } refusal)
        {
            return Problem.Refused(refusal, refusal.Kind == RefusalKind.Invalid ? "idTag" : "");
        }

        return TypedResults.Accepted(
            (string?)null,
            ChargerView.Evse(charger, charger.Unit.Snapshot, evseId, roster.Fleet.Now)
        );
    }

    private static async Task<Refusal?> PresentAsync(RosterCharger charger, int evseId, string idTag)
    {
        if (TagRefusal(idTag) is { } bad)
        {
            return bad;
        }

        var refusal = (await charger.Unit.PostAsync(new PresentTag(evseId, idTag))).Refusal;
        if (refusal is null)
        {
            charger.Presented(evseId, idTag);
        }

        return refusal;
    }

    private static Refusal? TagRefusal(string idTag) =>
        Names.TagProblem(idTag) is { } problem ? new(RefusalKind.Invalid, problem) : null;

    /// <summary>The car to plug in: the one asked for, else that of the tag's owner, else (null) the generic one.</summary>
    private static Refusal? Car(
        ChargerRoster roster,
        RosterCharger charger,
        int evseId,
        string? vehicleId,
        string? idTag,
        out VehicleSettings? vehicle
    )
    {
        vehicle = null;
        var row =
            vehicleId is not null ? roster.Vehicle(vehicleId)
            : idTag is not null ? roster.VehicleOf(charger.Row.LocationId, idTag)
            : null;
        if (row is null)
        {
            return vehicleId is null
                ? null
                : new(RefusalKind.Unknown, $"There is no vehicle '{vehicleId}'. GET /vehicles lists those there are.");
        }

        if (roster.WhereIs(row.Id) is var (chargerId, atEvse))
        {
            // Its owner's tag may be used for another car; a car that is asked for by name must be free.
            return vehicleId is null
                ? null
                : new(
                    RefusalKind.Conflict,
                    chargerId == charger.Id && atEvse == evseId
                        ? $"Vehicle '{row.Id}' is plugged in here already."
                        : $"Vehicle '{row.Id}' is plugged in at EVSE {atEvse} of charger '{chargerId}'."
                );
        }

        vehicle = Vehicles.VehiclesApi.Settings(row);
        return null;
    }
}
