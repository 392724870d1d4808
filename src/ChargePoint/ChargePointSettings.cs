namespace ChargePoints;

/// <summary>What a charge point is, as its owner defines it. Immutable; a change makes a new charge point.</summary>
public sealed record ChargePointSettings
{
    /// <summary>The OCPP identity: 1-48 printable ASCII characters without <c>/ \ : %</c>.</summary>
    public required string Id { get; init; }

    /// <summary>BootNotification chargePointVendor, at most 20 characters.</summary>
    public string Vendor { get; init; } = "Simulated";

    /// <summary>BootNotification chargePointModel, at most 20 characters.</summary>
    public string Model { get; init; } = "Generic";

    /// <summary>BootNotification chargePointSerialNumber, at most 25 characters.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>BootNotification firmwareVersion, at most 50 characters.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>The EVSEs, ids 1..N without gaps; the ids are the connector ids of OCPP 1.6.</summary>
    public required IReadOnlyList<EvseSettings> Evses { get; init; }

    /// <summary>True: Authorize before StartTransaction. False: the CSMS checks the tag in StartTransaction only.</summary>
    public bool AuthorizeBeforeStart { get; init; } = true;

    /// <summary>True: BootNotification after every reconnect, not only after a boot (OCPP-J 1.6 §5).</summary>
    public bool BootOnReconnect { get; init; }

    /// <summary>True: stays up on backup power long enough to report a power loss (OCPP 1.6 §3.7).</summary>
    public bool BackupPower { get; init; }

    /// <summary>
    /// True: a transaction that a power loss has interrupted goes on after the boot, if the car is still there. False: it is stopped with
    /// reason PowerLoss then (OCPP 1.6 §3.7).
    /// </summary>
    public bool ResumeAfterPowerLoss { get; init; } = true;

    /// <summary>Odd behaviour of real charge points to imitate.</summary>
    public IReadOnlyList<Quirk> Quirks { get; init; } = [];

    /// <summary>Configuration keys that differ from the defaults at first start.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed that the random streams of this charge point derive from, with its id and a purpose.</summary>
    public ulong Seed { get; init; }

    /// <summary>True when that quirk is imitated.</summary>
    public bool Has(Quirk quirk) => Quirks.Contains(quirk);
}

/// <summary>One EVSE, which is one connector in OCPP 1.6.</summary>
public sealed record EvseSettings
{
    /// <summary>1..N.</summary>
    public required int Id { get; init; }

    /// <summary>AC or DC.</summary>
    public CurrentType CurrentType { get; init; } = CurrentType.AC;

    /// <summary>Type2, CCS2, CHAdeMO and so on; shown, never interpreted.</summary>
    public string ConnectorType { get; init; } = "Type2";

    /// <summary>Rated power in W, above 0.</summary>
    public double MaxPowerW { get; init; } = 22_000;

    /// <summary>AC phases, 1 to 3. A DC EVSE is fed by 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>AC: volts between phase and neutral, 230. DC: nominal bus volts, 400.</summary>
    public double VoltageV { get; init; } = 230;

    /// <summary>A socket with a lock, or a fixed cable.</summary>
    public CableKind Cable { get; init; } = CableKind.Socket;
}

/// <summary>Alternating or direct current.</summary>
public enum CurrentType
{
    /// <summary>Alternating current: the car's on-board charger converts.</summary>
    AC,

    /// <summary>Direct current: the charger converts.</summary>
    DC,
}

/// <summary>How the car is tied to the EVSE.</summary>
public enum CableKind
{
    /// <summary>A socket; the driver brings the cable, the EVSE locks it.</summary>
    Socket,

    /// <summary>A cable that is part of the charger; it has no lock at the EVSE.</summary>
    Fixed,
}

/// <summary>A car, as its owner defines it.</summary>
public sealed record VehicleSettings
{
    /// <summary>Shown; unique in the simulator.</summary>
    public required string Id { get; init; }

    /// <summary>Usable battery in Wh, above 0.</summary>
    public double BatteryWh { get; init; } = 60_000;

    /// <summary>State of charge on arrival, 0-100.</summary>
    public double SocPercent { get; init; } = 30;

    /// <summary>Limit of the on-board charger in W.</summary>
    public double MaxAcPowerW { get; init; } = 11_000;

    /// <summary>Limit on DC in W; 0 when the car has no DC inlet.</summary>
    public double MaxDcPowerW { get; init; } = 120_000;

    /// <summary>Phases of the on-board charger, 1 to 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>
    /// State of charge in percent from which the battery takes less than the car's full power, linearly down to nothing at
    /// 100 %; 10 to 99. 0, which a car saved before there was a choice reads as, takes the default of 80.
    /// </summary>
    public double TaperFromPercent
    {
        get;
        init => field = value == 0 ? 80 : value;
    } = 80;

    /// <summary>State of charge in percent at which the car ends its charge, as its owner has set it; 10 to 100. 0 takes the default of 100.</summary>
    public double ChargeLimitPercent
    {
        get;
        init => field = value == 0 ? 100 : value;
    } = 100;

    /// <summary>
    /// Temperature of the battery on arrival in degrees Celsius, -40 to 60; null for 20. Below 20 it takes less than its full power, a quarter of
    /// it from -10 down; it warms while it is charged.
    /// </summary>
    public double? BatteryTemperatureC { get; init; }

    /// <summary>Why a car of these data cannot be plugged in; null when it can.</summary>
    internal string? Problem =>
        !(BatteryWh > 0) ? "the car's battery must be larger than 0 Wh"
        : TaperFromPercent is not (>= 10 and <= 99) ? "the car's power must fall from 10 to 99 % on"
        : ChargeLimitPercent is not (>= 10 and <= 100) ? "the car must end its charge at 10 to 100 %"
        : BatteryTemperatureC is not (null or (>= -40 and <= 60))
            ? "the car's battery must have -40 to 60 degrees Celsius"
        : null;
}
