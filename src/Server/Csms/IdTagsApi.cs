using Csms;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.V16;
using Server.Api;
using Server.Csms.Storage;

namespace Server.Csms;

/// <summary>/csms/id-tags: who may charge.</summary>
internal static class IdTagsApi
{
    private const int MaxLength = 20;

    public static void MapIdTags(this IEndpointRouteBuilder app)
    {
        var idTags = app.MapGroup("/csms/id-tags").WithTags("CSMS");
        idTags
            .MapGet("/", List)
            .WithName("listIdTags")
            .WithSummary("Tags that were set")
            .WithDescription("A tag that was never set is accepted.");
        idTags
            .MapPost("/", Set)
            .WithName("setIdTag")
            .WithSummary("Set a tag's state; replaces what was set before")
            .Problems(400, 415, 422, 503);
        idTags
            .MapDelete("/", Remove)
            .WithName("removeIdTag")
            .WithSummary("Forget a tag that was set; it is a tag that was never set from then on")
            .WithDescription(
                "The tag is a parameter, because it may have any printable character. A transaction that runs goes on."
            )
            .Problems(400, 404, 503);
    }

    private static Ok<IdTagEntry[]> List(CentralSystem central, HttpResponse response) =>
        TypedResults.Ok(
            Paging.Whole(
                response,
                central.IdTags.Entries.OrderBy(t => t.IdTag, StringComparer.OrdinalIgnoreCase).ToArray()
            )
        );

    private static async Task<Results<Ok<IdTagEntry>, ProblemHttpResult>> Set(
        CentralSystem central,
        CsmsStore store,
        Body<IdTagInput> body
    )
    {
        var input = body.Value;
        var errors = new List<FieldError>();
        if (!IsTag(input.IdTag))
        {
            errors.Add(new("idTag", $"must be 1 to {MaxLength} printable ASCII characters"));
        }
        if (input.ParentIdTag is { } parent && !IsTag(parent))
        {
            errors.Add(new("parentIdTag", $"must be 1 to {MaxLength} printable ASCII characters"));
        }
        if (input.Status == AuthorizationStatus.ConcurrentTx)
        {
            errors.Add(new("status", "is no state of a tag: set allowConcurrentTx to false instead"));
        }
        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }
        var entry = new IdTagEntry(
            input.IdTag,
            input.Status,
            input.ExpiryDate,
            input.ParentIdTag,
            input.AllowConcurrentTx
        );
        store.RefuseInTrouble();
        central.IdTags.Set(entry);
        await store.SaveOrTellAsync();
        return TypedResults.Ok(entry);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        CentralSystem central,
        CsmsStore store,
        string idTag
    )
    {
        store.RefuseInTrouble();
        if (!central.IdTags.Remove(idTag))
        {
            return Problem.NotFound($"The tag '{idTag}' was not set; GET /csms/id-tags lists those that were.");
        }
        await store.SaveOrTellAsync();
        return TypedResults.NoContent();
    }

    private static bool IsTag(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => c is >= ' ' and <= '~');
}

/// <summary>What a tag is to be.</summary>
public sealed record IdTagInput
{
    /// <summary>1 to 20 printable ASCII characters; compared without case.</summary>
    public required string IdTag { get; init; }

    /// <summary>Accepted, Blocked, Expired or Invalid.</summary>
    public required AuthorizationStatus Status { get; init; }

    /// <summary>From then on an accepted tag is Expired.</summary>
    public DateTimeOffset? ExpiryDate { get; init; }

    /// <summary>The group it belongs to.</summary>
    public string? ParentIdTag { get; init; }

    /// <summary>False: a second transaction while one runs is answered with ConcurrentTx.</summary>
    public bool AllowConcurrentTx { get; init; } = true;
}
