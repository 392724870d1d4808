using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Csms;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Rpc;
using Ocpp.V16;
using Server.Api;
using Server.Csms.Ca;
using Server.Csms.Security;

namespace Server.Csms;

/// <summary>/csms/actions and /csms/chargers/{id}/calls: calls of the central system, sent by hand.</summary>
internal static class CsmsCallsApi
{
    private const int MaxForcedName = 100;

    // Above what a charger takes, below what the socket queues.
    private const int MaxForcedBytes = 512 * 1024;

    public static void MapCsmsCalls(this IEndpointRouteBuilder app)
    {
        app.MapGet("/csms/actions", ListActions)
            .WithTags("CSMS")
            .WithName("listCsmsActions")
            .WithSummary("Actions that a central system can call, with the JSON schema of their request and an example")
            .WithDescription(
                "In an example an instant is written now, or now+ or now- and an ISO 8601 duration (now+PT15M): put the instant in before it is sent. Locations are those of /csms/files at the address that was asked, certificates those of /csms/ca. What only the charge point or /csms/ca/firmware-signatures can give is left out."
            );
        app.MapPost("/csms/chargers/{id}/calls", CallAsync)
            .WithTags("CSMS")
            .WithName("callCharger")
            .WithSummary("Send a call to a charge point and wait for its answer")
            .WithDescription(
                $"A charge point is called once at a time; calls wait their turn. force=true is for testing how it takes what it must not be sent: any action name of 1 to {MaxForcedName} printable ASCII characters, known or not, and any JSON of at most {MaxForcedBytes / 1024} KiB as the payload, sent as it is."
            )
            .Problems(400, 404, 409, 415, 422);
    }

    private static Ok<CsmsAction[]> ListActions(
        HttpRequest request,
        HttpResponse response,
        CertificateAuthority authority
    )
    {
        var examples = new ActionExamples($"{request.Scheme}://{request.Host}/csms/files", authority.Root);
        return TypedResults.Ok(
            Paging.Whole(
                response,
                OcppAction
                    .All.Where(a => a.Direction.HasFlag(Direction.FromCentralSystem))
                    .Select(a => new CsmsAction(
                        a.Name,
                        a.Profile,
                        RequestSchema.Of(a.Request.Shape),
                        examples.Of(a.Name)
                    ))
                    .ToArray()
            )
        );
    }

    private static async Task<Results<Ok<CallReport>, ProblemHttpResult>> CallAsync(
        CentralSystem central,
        Credentials credentials,
        CsmsClock clock,
        string id,
        Body<CallInput> body,
        bool? force
    )
    {
        var input = body.Value;
        if (central.FindChargePoint(id) is null)
        {
            return CsmsChargersApi.NotSeen(id);
        }
        var payload = input.Utf8();
        if ((force == true ? Forced(input, payload) : Checked(input, payload)) is { } problem)
        {
            return problem;
        }
        var action = OcppAction.Find(input.Action) ?? OcppAction.Unknown(input.Action, Direction.FromCentralSystem);
        if (central.FindConnection(id) is not { } connection)
        {
            return Problem.Conflict($"The charge point '{id}' is not connected.");
        }
        // Known before the charge point can come with it.
        var expectation = await credentials.ExpectAsync(id, action.Request.Decode(payload, out _));
        var outcome = await connection.CallAsync(action, payload, clock.Now);
        if (expectation is not null)
        {
            await credentials.EndAsync(id, expectation, outcome);
        }
        return outcome.Status is CallStatus.ConnectionLost or CallStatus.QueueFull
            ? Problem.Conflict(outcome.Description)
            : TypedResults.Ok(CallReport.Of(action, outcome));
    }

    /// <summary>What a central system must not send.</summary>
    private static ProblemHttpResult? Checked(CallInput input, byte[] payload)
    {
        if (OcppAction.Find(input.Action) is not { } action || !action.Direction.HasFlag(Direction.FromCentralSystem))
        {
            return Problem.Invalid("action", "is no action that a central system can call; see /csms/actions");
        }
        FieldError[] errors =
        [
            .. action
                .Request.Problems(payload)
                .Select(it => new FieldError(it.Path.Length == 0 ? "payload" : $"payload.{it.Path}", it.Message)),
        ];
        return errors.Length > 0 ? Problem.Invalid(errors) : null;
    }

    /// <summary>What does not fit a frame.</summary>
    private static ProblemHttpResult? Forced(CallInput input, byte[] payload) =>
        input.Action.Length is < 1 or > MaxForcedName || input.Action.Any(c => c is < ' ' or > '~')
            ? Problem.Invalid("action", $"must be 1 to {MaxForcedName} printable ASCII characters")
        : payload.Length > MaxForcedBytes
            ? Problem.Invalid("payload", $"must have at most {MaxForcedBytes} bytes, not {payload.Length}")
        : null;
}

/// <summary>An action that a central system can call.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Profile">The feature profile that it belongs to.</param>
/// <param name="Request">The JSON schema of its request.</param>
/// <param name="Example">A request that does something sensible, but for what has to be filled in; its instants are relative to now.</param>
public sealed record CsmsAction(string Name, FeatureProfile Profile, JsonObject Request, JsonObject Example);

/// <summary>A call to be sent.</summary>
public sealed record CallInput
{
    /// <summary>The action, spelt as on the wire: one of /csms/actions, or with force=true any name.</summary>
    public required string Action { get; init; }

    /// <summary>The request, an object, or with force=true any JSON; an empty object when it is absent.</summary>
    public JsonElement Payload { get; init; }

    /// <summary>It as it was written.</summary>
    internal byte[] Utf8() =>
        Payload.ValueKind == JsonValueKind.Undefined ? "{}"u8.ToArray() : Encoding.UTF8.GetBytes(Payload.GetRawText());
}

/// <summary>How a call ended.</summary>
public sealed record CallReport
{
    /// <summary>Its message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>result, error or timeout.</summary>
    public required CallEnd Status { get; init; }

    /// <summary>The response of a result.</summary>
    public JsonNode? Payload { get; init; }

    /// <summary>The code of an error; GenericError also stands for codes of no standard.</summary>
    public RpcErrorCode? ErrorCode { get; init; }

    /// <summary>What the charge point said of the error, or what is wrong with its answer.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>Milliseconds from call to answer.</summary>
    public double? RoundTripMs { get; init; }

    internal static CallReport Of(OcppAction action, CallOutcome outcome) =>
        new()
        {
            MessageId = outcome.MessageId,
            Status = outcome.Status switch
            {
                CallStatus.Result => CallEnd.Result,
                CallStatus.Timeout => CallEnd.Timeout,
                _ => CallEnd.Error,
            },
            Payload = outcome.Payload is { } response ? ToJson(action.Response, response) : null,
            ErrorCode = outcome.ErrorCode,
            ErrorDescription = outcome.Status == CallStatus.Result ? null : outcome.Description,
            RoundTripMs = outcome.RoundTrip?.TotalMilliseconds,
        };

    private static JsonNode? ToJson(PayloadType type, object response)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            type.WriteObject(writer, response);
        }
        return JsonNode.Parse(buffer.WrittenSpan);
    }
}

/// <summary>How a call ended.</summary>
public enum CallEnd
{
    /// <summary>Answered with CALLRESULT.</summary>
    [JsonStringEnumMemberName("result")]
    Result,

    /// <summary>Answered with CALLERROR, or with a CALLRESULT that breaks the schema.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Not answered in time.</summary>
    [JsonStringEnumMemberName("timeout")]
    Timeout,
}
