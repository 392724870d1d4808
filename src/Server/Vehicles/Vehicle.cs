namespace Server.Vehicles;

/// <summary>A car that can be plugged in.</summary>
public sealed record Vehicle
{
    /// <summary>Its id, unique over all locations.</summary>
    public required string Id { get; init; }

    /// <summary>The location it belongs to.</summary>
    public required string LocationId { get; init; }

    /// <summary>The tag its driver carries, unique per location.</summary>
    public required string IdTag { get; init; }

    /// <summary>What car it is.</summary>
    public required string? Model { get; init; }

    /// <summary>Usable battery.</summary>
    public required double BatteryWh { get; init; }

    /// <summary>State of charge on arrival, 0-100.</summary>
    public required double SocPercent { get; init; }

    /// <summary>Limit of the on-board charger.</summary>
    public required double MaxAcPowerW { get; init; }

    /// <summary>Limit on DC; 0 without a DC inlet.</summary>
    public required double MaxDcPowerW { get; init; }

    /// <summary>Phases of the on-board charger.</summary>
    public required int Phases { get; init; }

    /// <summary>Where it is plugged in now; null when it is not.</summary>
    public required PluggedInAt? PluggedInAt { get; init; }
}

/// <summary>Where a car is plugged in.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="EvseId">Its EVSE.</param>
/// <param name="SocPercent">The car's state of charge now, 0-100.</param>
public sealed record PluggedInAt(string ChargerId, int EvseId, double SocPercent);
