using FsCheck;
using FsCheck.Fluent;

namespace ChargePoints.Tests;

/// <summary>Runs properties from a fixed seed: a failure today fails tomorrow.</summary>
internal static class Property
{
    private static readonly Config Fixed = Config
        .QuickThrowOnFailure.WithReplay(20_261_122, 1)
        .WithMaxTest(300)
        .WithQuietOnSuccess(true);

    public static void Holds<T>(Gen<T> values, Action<T> holds) =>
        Check.One(Fixed, Prop.ForAll(values.ToArbitrary(), holds));
}
