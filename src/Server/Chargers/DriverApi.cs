using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Chargers;

/// <summary>/chargers/{id}/evses/{evseId}: what a driver does there, and its history.</summary>
internal static class DriverApi
{
    public static void MapDriverActions(this IEndpointRouteBuilder app)
    {
        var evse = app.MapGroup("/chargers/{id}/evses/{evseId}").WithTags("EVSEs");
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

    private static Accepted<Evse> PlugIn(string id, int evseId, PlugInRequest? request) =>
        throw new NotSupportedException();

    private static Accepted<Evse> Unplug(string id, int evseId, UnplugRequest? request) =>
        throw new NotSupportedException();

    private static Accepted<Evse> PresentTag(string id, int evseId, PresentTagRequest request) =>
        throw new NotSupportedException();

    private static Accepted<Evse> StartTransaction(string id, int evseId, StartTransactionRequest request) =>
        throw new NotSupportedException();

    private static Accepted<Evse> StopTransaction(string id, int evseId, StopTransactionRequest? request) =>
        throw new NotSupportedException();

    private static Accepted<Evse> SetStatus(string id, int evseId, SetStatusRequest request) =>
        throw new NotSupportedException();

    private static Ok<IReadOnlyList<PowerSample>> History(string id, int evseId, DateTimeOffset? from) =>
        throw new NotSupportedException();
}
