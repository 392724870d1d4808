using ChargePoints;
using Server.Chargers;

namespace Server.Templates;

/// <summary>A model of charger, to make chargers of.</summary>
public sealed record ChargerModel
{
    /// <summary>Its id in the library.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>Who makes it.</summary>
    public required string Vendor { get; init; }

    /// <summary>Its name.</summary>
    public required string Model { get; init; }

    /// <summary>The firmware that its chargers have at first.</summary>
    public required string FirmwareVersion { get; init; }

    /// <summary>The configuration key MeterValueSampleInterval.</summary>
    public required int MeterIntervalSeconds { get; init; }

    /// <summary>True: BootNotification after every reconnect.</summary>
    public required bool BootOnReconnect { get; init; }

    /// <summary>True: reports a power loss before it goes down: transactions stop with reason PowerLoss at once (OCPP 1.6 §3.7).</summary>
    public required bool BackupPower { get; init; }

    /// <summary>True: a transaction that a power loss has interrupted goes on after the boot while its car is there; false: it stops with reason PowerLoss then.</summary>
    public required bool ResumeAfterPowerLoss { get; init; }

    /// <summary>Odd behaviour that is imitated.</summary>
    public required IReadOnlyList<Quirk> Quirks { get; init; }

    /// <summary>Its EVSEs.</summary>
    public required IReadOnlyList<ModelEvse> Evses { get; init; }

    /// <summary>OCPP configuration keys that differ from the defaults, besides MeterValueSampleInterval.</summary>
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }
}

/// <summary>An EVSE of a model.</summary>
/// <param name="Id">1, 2, 3 …: the connector id of OCPP 1.6.</param>
/// <param name="CurrentType">AC or DC.</param>
/// <param name="ConnectorType">Type2, CCS2 and so on.</param>
/// <param name="MaxPowerW">The most it delivers.</param>
/// <param name="Phases">AC phases; null for DC.</param>
/// <param name="VoltageV">Between phase and neutral, or of the DC bus.</param>
/// <param name="Cable">Socket or fixed cable.</param>
public sealed record ModelEvse(
    int Id,
    CurrentType CurrentType,
    string ConnectorType,
    double MaxPowerW,
    int? Phases,
    double VoltageV,
    Cable Cable
);
