using System.Globalization;

namespace ChargePoints;

/// <summary>What goes wrong with the power, the car and the clock, as far as it is no fault that the charge point knows of.</summary>
internal static class Disturbances
{
    /// <summary>The most that power may be multiplied by.</summary>
    public const double MaxPowerFactor = 100;

    /// <summary>The most that the clock may be wrong.</summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromDays(3653);

    public static Refusal? Set(ChargePoint cp, SetPowerFactor input)
    {
        if (cp.FindConnector(input.EvseId) is not { } connector)
        {
            return cp.NoSuchEvse(input.EvseId);
        }
        if (!(input.Factor >= 0 && input.Factor <= MaxPowerFactor))
        {
            return new(
                RefusalKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"the factor must be from 0 to {MaxPowerFactor}")
            );
        }
        connector.Meter.Disturbance = input.Factor;
        connector.UpdatePower();
        return null;
    }

    public static Refusal? Set(ChargePoint cp, Suspend input)
    {
        if (cp.FindConnector(input.EvseId) is not { } connector)
        {
            return cp.NoSuchEvse(input.EvseId);
        }
        if (input.Side == SuspendingSide.Ev)
        {
            connector.SuspendedByEv = input.Active;
        }
        else
        {
            connector.SuspendedByEvse = input.Active;
        }
        connector.UpdatePower();
        return null;
    }
}
