using Ocpp.V16;

namespace ChargePoints;

/// <summary>The connector status transitions of OCPP 1.6 §4.9 as data: 53 are allowed.</summary>
public static class StatusTransitions
{
    // Row: from; column: to; both in the order of Statuses. x: allowed, -: same status.
    private static readonly string[] Table =
    [
        "-xxxx.xxx", // A Available
        "x-xxxx..x", // B Preparing
        "x.-xxx.xx", // C Charging
        "x.x-xx.xx", // D SuspendedEV
        "x.xx-x.xx", // E SuspendedEVSE
        "xx...-.xx", // F Finishing
        "xx....-xx", // G Reserved
        "xxxxx..-x", // H Unavailable
        "xxxxxxxx-", // I Faulted
    ];

    /// <summary>The statuses in the order of the specification's table.</summary>
    public static IReadOnlyList<ChargePointStatus> Statuses { get; } =
    [
        ChargePointStatus.Available,
        ChargePointStatus.Preparing,
        ChargePointStatus.Charging,
        ChargePointStatus.SuspendedEV,
        ChargePointStatus.SuspendedEVSE,
        ChargePointStatus.Finishing,
        ChargePointStatus.Reserved,
        ChargePointStatus.Unavailable,
        ChargePointStatus.Faulted,
    ];

    /// <summary>True when the table has the transition. To remain in a status is no transition.</summary>
    public static bool IsAllowed(ChargePointStatus from, ChargePointStatus to) => Table[Index(from)][Index(to)] == 'x';

    private static int Index(ChargePointStatus status) =>
        status switch
        {
            ChargePointStatus.Available => 0,
            ChargePointStatus.Preparing => 1,
            ChargePointStatus.Charging => 2,
            ChargePointStatus.SuspendedEV => 3,
            ChargePointStatus.SuspendedEVSE => 4,
            ChargePointStatus.Finishing => 5,
            ChargePointStatus.Reserved => 6,
            ChargePointStatus.Unavailable => 7,
            ChargePointStatus.Faulted => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of OCPP 1.6."),
        };
}
