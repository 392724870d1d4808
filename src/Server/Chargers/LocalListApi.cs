using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.V16;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/local-list: the local authorization list that the CSMS has sent.</summary>
internal static class LocalListApi
{
    public static void MapLocalList(this IEndpointRouteBuilder app) =>
        app.MapGet("/chargers/{id}/local-list", Get)
            .WithTags("Chargers")
            .WithName("getLocalList")
            .WithSummary("The local authorization list of a charger")
            .WithDescription(
                "Entries by idTag. An empty list has version 0. Only the CSMS changes it, with SendLocalList; while LocalAuthListEnabled is false it is kept but not used."
            )
            .Problems(404);

    private static Results<Ok<LocalList>, ProblemHttpResult> Get(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var configuration = charger.Unit.Configuration;
        var list = charger.Unit.Snapshot.LocalAuthList;
        return TypedResults.Ok(
            new LocalList(
                list?.Version ?? 0,
                configuration.Shape.Has(FeatureProfile.LocalAuthListManagement) && configuration.LocalAuthListEnabled,
                [
                    .. (list?.Entries ?? []).Select(entry => new LocalListItem(
                        entry.IdTag,
                        entry.Status,
                        entry.ExpiryDate?.ToUniversalTime(),
                        entry.ParentIdTag
                    )),
                ]
            )
        );
    }
}

/// <summary>A local authorization list.</summary>
/// <param name="Version">As the CSMS numbers it; 0 without entries.</param>
/// <param name="InUse">True while it decides about tags.</param>
/// <param name="Entries">By idTag.</param>
public sealed record LocalList(int Version, bool InUse, IReadOnlyList<LocalListItem> Entries);

/// <summary>What the list says about a tag.</summary>
/// <param name="IdTag">Compared without case.</param>
/// <param name="Status">As the CSMS has given it. ConcurrentTx stands for a valid tag.</param>
/// <param name="ExpiryDate">When it expires by the charger's clock; null for never.</param>
/// <param name="ParentIdTag">Its group; null without one.</param>
public sealed record LocalListItem(
    string IdTag,
    AuthorizationStatus Status,
    DateTimeOffset? ExpiryDate,
    string? ParentIdTag
);
