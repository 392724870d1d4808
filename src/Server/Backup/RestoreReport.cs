namespace Server.Backup;

/// <summary>What a restore has brought back, or would bring.</summary>
public sealed record RestoreReport
{
    /// <summary>When the backup was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Version of the simulator that made it.</summary>
    public required string Version { get; init; }

    /// <summary>Locations that there are then.</summary>
    public required int Locations { get; init; }

    /// <summary>Chargers that there are then.</summary>
    public required int Chargers { get; init; }

    /// <summary>Vehicles that there are then.</summary>
    public required int Vehicles { get; init; }

    /// <summary>True: the data of the embedded CSMS is the backup's as well. False: the backup has none, or it is not hosted.</summary>
    public required bool Csms { get; init; }

    /// <summary>
    /// Passwords, private keys and firmware states that are lost, because the directory keys of this machine is not that of the
    /// backup: set them anew.
    /// </summary>
    public required int UnreadableSecrets { get; init; }
}
