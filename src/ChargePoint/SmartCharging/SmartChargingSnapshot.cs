namespace ChargePoints;

/// <summary>Smart charging of a charge point as others see it; there is none while no profile is installed.</summary>
public sealed class SmartChargingSnapshot
{
    internal SmartChargingSnapshot(InstalledProfile[] inOrder, ChargingPlace[] places, bool switchesPhases)
    {
        InOrder = inOrder;
        Places = places;
        SwitchesPhases = switchesPhases;
    }

    /// <summary>The installed profiles: of each stack the highest level first.</summary>
    public IReadOnlyList<InstalledProfile> Profiles => InOrder;

    internal InstalledProfile[] InOrder { get; }

    internal ChargingPlace[] Places { get; }

    internal bool SwitchesPhases { get; }
}
