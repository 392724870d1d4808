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

    /// <summary>State of charge, 10-99, from which the power falls, linearly down to nothing at 100.</summary>
    public required double TaperFromPercent { get; init; }

    /// <summary>State of charge, 10-100, at which the car ends its charge.</summary>
    public required double ChargeLimitPercent { get; init; }

    /// <summary>Temperature of the battery on arrival, -40 to 60: below 20 it takes less power, and it warms while it is charged.</summary>
    public required double BatteryTemperatureC { get; init; }

    /// <summary>Where it is plugged in now; null when it is not.</summary>
    public required PluggedInAt? PluggedInAt { get; init; }
}

/// <summary>Where a car is plugged in.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="EvseId">Its EVSE.</param>
/// <param name="SocPercent">The car's state of charge now, 0-100.</param>
public sealed record PluggedInAt(string ChargerId, int EvseId, double SocPercent);

/// <summary>A vehicle as created and imported. Only <c>id</c> and <c>idTag</c> are required.</summary>
public sealed record VehicleInput
{
    /// <summary>1-48 printable ASCII characters without / \ : %, no space at either end, not . or ..</summary>
    public required string Id { get; init; }

    /// <summary>The location to create it in, when creating one vehicle; the active one by default.</summary>
    public string? LocationId { get; init; }

    /// <summary>1-20 printable ASCII characters; unique per location, compared without case.</summary>
    public required string IdTag { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? Model { get; init; }

    /// <summary>Usable battery, 100 to 10,000,000; 60,000 by default.</summary>
    public double? BatteryWh { get; init; }

    /// <summary>State of charge on arrival, 0-100; 30 by default.</summary>
    public double? SocPercent { get; init; }

    /// <summary>Limit of the on-board charger, 0 to 1,000,000; 11,000 by default. 0 with no AC inlet.</summary>
    public double? MaxAcPowerW { get; init; }

    /// <summary>Limit on DC, 0 to 10,000,000; 120,000 by default. 0 with no DC inlet.</summary>
    public double? MaxDcPowerW { get; init; }

    /// <summary>Phases of the on-board charger, 1 to 3; 3 by default.</summary>
    public int? Phases { get; init; }

    /// <summary>State of charge, 10-99, from which the power falls, linearly down to nothing at 100; 80 by default.</summary>
    public double? TaperFromPercent { get; init; }

    /// <summary>State of charge, 10-100, at which the car ends its charge; 100 by default.</summary>
    public double? ChargeLimitPercent { get; init; }

    /// <summary>Temperature of the battery on arrival, -40 to 60; 20 by default. Below 20 it takes less power.</summary>
    public double? BatteryTemperatureC { get; init; }
}

/// <summary>What changes of a vehicle: what is absent stays, null takes the default.</summary>
public sealed record VehiclePatch
{
    /// <summary>The location to move it to.</summary>
    public string? LocationId { get; init; }

    /// <summary>1-20 printable ASCII characters; unique per location, compared without case.</summary>
    public string? IdTag { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? Model { get; init; }

    /// <summary>Usable battery, 100 to 10,000,000; 60,000 by default.</summary>
    public double? BatteryWh { get; init; }

    /// <summary>State of charge on arrival, 0-100; 30 by default.</summary>
    public double? SocPercent { get; init; }

    /// <summary>Limit of the on-board charger, 0 to 1,000,000; 11,000 by default. 0 with no AC inlet.</summary>
    public double? MaxAcPowerW { get; init; }

    /// <summary>Limit on DC, 0 to 10,000,000; 120,000 by default. 0 with no DC inlet.</summary>
    public double? MaxDcPowerW { get; init; }

    /// <summary>Phases of the on-board charger, 1 to 3; 3 by default.</summary>
    public int? Phases { get; init; }

    /// <summary>State of charge, 10-99, from which the power falls, linearly down to nothing at 100; 80 by default.</summary>
    public double? TaperFromPercent { get; init; }

    /// <summary>State of charge, 10-100, at which the car ends its charge; 100 by default.</summary>
    public double? ChargeLimitPercent { get; init; }

    /// <summary>Temperature of the battery on arrival, -40 to 60; 20 by default. Below 20 it takes less power.</summary>
    public double? BatteryTemperatureC { get; init; }
}

/// <summary>Which vehicles.</summary>
public sealed record VehicleSelection
{
    /// <summary>Ids of vehicles.</summary>
    public required IReadOnlyList<string> Ids { get; init; }
}

/// <summary>What deleting many came to.</summary>
/// <param name="Deleted">How many there were.</param>
public sealed record VehiclesDeleted(int Deleted);
