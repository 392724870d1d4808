using Csms;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Csms.Security;

/// <summary>/csms/chargers/{id}/security: how a charge point must prove who it is.</summary>
internal static class CsmsSecurityApi
{
    private const int MaxPassword = 64;

    public static void MapCsmsSecurity(this IEndpointRouteBuilder app)
    {
        var security = app.MapGroup("/csms/chargers/{id}/security").WithTags("CSMS");
        security
            .MapGet("/", (Credentials credentials, string id) => TypedResults.Ok(CsmsSecurity.Of(credentials.Of(id))))
            .WithName("getCsmsSecurity")
            .WithSummary("How a charge point must prove who it is to the embedded CSMS")
            .WithDescription(
                "As the settings say until ChangeConfiguration of AuthorizationKey or SecurityProfile, sent through /csms/chargers/{id}/calls, or a PUT here says otherwise. The password itself is never told."
            );
        security
            .MapPut("/", SetAsync)
            .WithName("setCsmsSecurity")
            .WithSummary("Set how a charge point must prove who it is; tells the charge point nothing")
            .WithDescription("The identity need not have connected.")
            .Problems(400, 409, 415, 422);
        security
            .MapDelete("/", ForgetAsync)
            .WithName("forgetCsmsSecurity")
            .WithSummary("Forget what was learnt or set, so that the settings hold again");
        app.MapGet("/csms/security", List)
            .WithTags("CSMS")
            .WithName("listCsmsSecurity")
            .WithSummary("Charge points of which the embedded CSMS has learnt how they must prove who they are")
            .WithDescription(
                "By identity, also those that have never connected. For all others the settings hold. The total before paging is in X-Total-Count."
            )
            .Problems(422);
    }

    private static Results<Ok<IEnumerable<LearntSecurity>>, ProblemHttpResult> List(
        Credentials credentials,
        HttpResponse response,
        int? limit,
        int? offset
    ) =>
        Paging.Problem(limit, offset) is { } problem
            ? problem
            : TypedResults.Ok(
                Paging
                    .Page(credentials.Learnt, limit, offset, response)
                    .Select(learnt => new LearntSecurity
                    {
                        ChargePointId = learnt.Key,
                        Security = CsmsSecurity.Of(learnt.Value),
                    })
            );

    private static async Task<Results<Ok<CsmsSecurity>, ProblemHttpResult>> SetAsync(
        Credentials credentials,
        string id,
        Body<SecurityInput> body
    )
    {
        var (profile, password) = (body.Value.SecurityProfile, body.Value.Password);
        var errors = new List<FieldError>();
        if (CsmsSettings.IdentityProblem(id) is { } problem)
        {
            errors.Add(new("id", problem));
        }
        if (profile is < 0 or > 3)
        {
            errors.Add(new("securityProfile", $"must be from 0 to 3, not {profile}"));
        }
        if (password is { Length: 0 or > MaxPassword })
        {
            errors.Add(new("password", $"must have 1 to {MaxPassword} characters"));
        }
        if (profile is 1 or 2 && password is null)
        {
            errors.Add(new("password", $"is missing: security profile {profile} needs one"));
        }
        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }
        var credential = new Credential { Password = password, Profile = profile };
        return await credentials.ChangeAsync(id, _ => credential)
            ? TypedResults.Ok(CsmsSecurity.Of(credential))
            : Problem.Conflict("This is set for as many identities as are kept: forget one first.");
    }

    private static async Task<NoContent> ForgetAsync(Credentials credentials, string id)
    {
        await credentials.ForgetAsync(id);
        return TypedResults.NoContent();
    }
}

/// <summary>How a charge point must prove who it is.</summary>
public sealed record CsmsSecurity
{
    /// <summary>The security profile that it must at least connect with; null where nobody has said.</summary>
    public required int? SecurityProfile { get; init; }

    /// <summary>One that it was told, and has not connected with yet.</summary>
    public required int? NextSecurityProfile { get; init; }

    /// <summary>Whether it must come with a password, unless it shows a certificate.</summary>
    public required bool PasswordKnown { get; init; }

    /// <summary>Whether it was given another password that it has not come with yet.</summary>
    public required bool NextPasswordKnown { get; init; }

    internal static CsmsSecurity Of(Credential credential) =>
        new()
        {
            SecurityProfile = credential.Profile,
            NextSecurityProfile = credential.NextProfile,
            PasswordKnown = credential.Password is not null,
            NextPasswordKnown = credential.NextPassword is not null,
        };
}

/// <summary>What was learnt of a charge point, or set.</summary>
public sealed record LearntSecurity
{
    /// <summary>Its identity.</summary>
    public required string ChargePointId { get; init; }

    /// <summary>How it must prove who it is.</summary>
    public required CsmsSecurity Security { get; init; }
}

/// <summary>How a charge point must prove who it is.</summary>
public sealed record SecurityInput
{
    /// <summary>0 to 3; null for as it likes.</summary>
    public int? SecurityProfile { get; init; }

    /// <summary>Of Basic authentication: text, or an AuthorizationKey in hexadecimal digits.</summary>
    public string? Password { get; init; }
}
