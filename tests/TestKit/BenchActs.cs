using ChargePoints;

namespace TestKit;

/// <summary>What people do at a charge point, in the words of the tests.</summary>
public static class BenchActs
{
    /// <summary>A car is plugged in.</summary>
    public static ChargePointBench PlugIn(
        this ChargePointBench bench,
        int evseId = 1,
        VehicleSettings? vehicle = null
    ) => bench.Must(new PlugIn(evseId, vehicle));

    /// <summary>A card is held to the reader.</summary>
    public static ChargePointBench Present(this ChargePointBench bench, string idTag, int evseId = 1) =>
        bench.Must(new PresentTag(evseId, idTag));

    /// <summary>The cable is pulled at the EVSE.</summary>
    public static ChargePointBench Unplug(this ChargePointBench bench, int evseId = 1) =>
        bench.Must(new Unplug(evseId, UnplugSide.Evse));

    /// <summary>The cable is pulled at the car.</summary>
    public static ChargePointBench UnplugAtCar(this ChargePointBench bench, int evseId = 1) =>
        bench.Must(new Unplug(evseId, UnplugSide.Ev));

    /// <summary>Plugged in and authorized: a transaction runs. Frames are kept.</summary>
    public static ChargePointBench Charge(this ChargePointBench bench, string idTag = "TAG1", int evseId = 1) =>
        bench.PlugIn(evseId).Present(idTag, evseId);

    /// <summary>As <see cref="Charge"/>, and all frames until then forgotten.</summary>
    public static ChargePointBench Charging(this ChargePointBench bench, string idTag = "TAG1", int evseId = 1) =>
        bench.Charge(idTag, evseId).Forget();

    /// <summary>Does something that must not be refused.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static ChargePointBench Must(this ChargePointBench bench, ChargePointInput input) =>
        bench.Do(input) is { } refusal
            ? throw new InvalidOperationException($"{input} was refused: {refusal.Detail}")
            : bench;
}
