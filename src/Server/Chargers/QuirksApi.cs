using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Chargers;

/// <summary>/quirks: what a charger can be made to do against the specification, or otherwise than most.</summary>
internal static class QuirksApi
{
    private static readonly QuirkView[] All =
    [
        .. Enum.GetValues<Quirk>().Select(quirk => new QuirkView { Name = quirk, Summary = Summary(quirk) }),
    ];

    public static void MapQuirks(this IEndpointRouteBuilder app) =>
        app.MapGet("/quirks", List)
            .WithTags("Chargers")
            .WithName("listQuirks")
            .WithSummary("Quirks that a charger can have")
            .WithDescription("They go into quirks of a charger's definition.");

    private static Ok<QuirkView[]> List(HttpResponse response) => TypedResults.Ok(Paging.Whole(response, All));

    private static string Summary(Quirk quirk) =>
        quirk switch
        {
            Quirk.TransactionIdAsString => "writes transactionId as a JSON string, and takes one",
            Quirk.MinusOneUntilStarted => "MeterValues carry transactionId -1 until StartTransaction is answered",
            Quirk.MissingSubprotocolHeader => "asks for the WebSocket without Sec-WebSocket-Protocol",
            Quirk.CelsiusSpelling => "unit Celsius instead of Celcius",
            Quirk.PowerInKilowatts => "active power in kW",
            Quirk.StatusWithoutTimestamp => "StatusNotification without timestamp",
            Quirk.HeartbeatsDespiteTraffic => "Heartbeat at every interval, whatever else was sent",
            Quirk.CallErrorForUnreadableFrames => "answers what cannot be read with a CALLERROR of id -1",
            Quirk.SecurityEventsInProfileZero => "reports every security event in profile 0 as well",
            Quirk.PasswordAsText => "the digits of AuthorizationKey are the Basic password themselves",
            Quirk.RsaCertificateKey => "RSA 2048 instead of ECDSA P-256 for its own certificate",
            Quirk.ExpiredTxProfileRevealsTxDefault =>
                "the TxDefaultProfile limits again where a TxProfile's schedule has ended",
            Quirk.StartScheduleInComposite => "repeats startSchedule inside a composite schedule",
            Quirk.FirmwareInstallFails => "every firmware ends with InstallationFailed",
            Quirk.SignedFirmwareOnly => "answers UpdateFirmware with NotSupported",
            Quirk.ReportsInstallRebooting => "tells InstallRebooting during a signed update",
            _ => throw new ArgumentOutOfRangeException(nameof(quirk), quirk, "has no summary"),
        };
}

/// <summary>A quirk of chargers.</summary>
public sealed record QuirkView
{
    /// <summary>As a charger's definition has it.</summary>
    public required Quirk Name { get; init; }

    /// <summary>What a charger with it does, in a few words.</summary>
    public required string Summary { get; init; }
}
