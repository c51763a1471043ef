using System.Diagnostics;
using System.Text;
using CourseKit.Grading;
using CourseKit.Grading.Intake;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>What is in a student's folder, whatever it is, is read once, or named by a flag.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly SubmissionsOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData("work.ipynb.json")]
    [InlineData("work.ipynb.txt")]
    [InlineData("work.json")]
    [InlineData("work")]
    [InlineData("notes.bak")]
    public void What_is_a_notebook_by_its_content_is_one_and_is_flagged(string name)
    {
        StudentWork work = disk.With($"gil/{name}", SubmissionsOnDisk.Solved).Only();
        SubmittedFile file = Assert.Single(work.Notebooks);
        Assert.Equal(SubmissionsOnDisk.Solved, Encoding.UTF8.GetString(file.Read()));
        Assert.Contains(file.Flags, flag => flag.Kind == Flag.Doubtful && flag.Message.Contains(name));
    }

    [Theory]
    [InlineData("lone.pdf", "lone")]
    [InlineData("lone.ipynb.json", "lone")]
    [InlineData("lone.tar.gz", "lone")]
    [InlineData("lone.person.rar", "lone.person")]
    public void Everything_at_the_top_is_a_student(string name, string student)
    {
        StudentWork work = disk.With(name, "%PDF-1.7 and more").Only();
        Assert.Equal(student, work.Student);
        Assert.Empty(work.Notebooks);
        Assert.Contains(work.Others, other => other == name);
    }

    [Fact]
    public void Data_beside_a_notebook_is_kept_by_name_only_and_other_JSON_is_no_notebook()
    {
        StudentWork work = disk.With("gil/a.ipynb", SubmissionsOnDisk.Stub).With("gil/data.csv", "1,2").With("gil/settings.json", """{ "cells": 3 }""").Only();
        Assert.Single(work.Notebooks);
        Assert.Equal(["data.csv", "settings.json"], work.Others);
        Assert.Empty(work.Flags);
    }

    [SkippableFact]
    public void Links_pipes_and_folders_are_named_and_the_rest_of_the_class_goes_on()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "makes named pipes and symbolic links; run it on Linux");
        disk.With("honest/a.ipynb", SubmissionsOnDisk.Solved).With("linker/mine.txt", "x").With("piper/x.txt", "x");
        File.CreateSymbolicLink(disk.At("linker/a.ipynb"), disk.At("honest/a.ipynb"));
        Directory.CreateSymbolicLink(disk.At("linker/w"), disk.At("honest"));
        File.CreateSymbolicLink(disk.At("top.ipynb"), disk.At("honest/a.ipynb"));
        foreach (string pipe in new[] { "piper/a.ipynb", "piper/timestamp.txt", "pipe.ipynb" })
            using (Process make = Process.Start("mkfifo", disk.At(pipe))) make.WaitForExit();
        Directory.CreateDirectory(disk.At("folder/a.ipynb"));
        Dictionary<string, StudentWork> works = disk.Read().ToDictionary(work => work.Student);
        Assert.Equal(["folder", "honest", "linker", "pipe", "piper", "top"], works.Keys.Order());
        Assert.Single(works.Values.SelectMany(work => work.Notebooks));
        Assert.Equal(["'a.ipynb' cannot be read: it is a link; links are not followed", "'w' cannot be read: it is a link; links are not followed"], works["linker"].Flags.Select(flag => flag.Message));
        Assert.Equal(2, works["piper"].Flags.Count(flag => flag.Kind == Flag.Unreadable && flag.Message.Contains("named pipe")));
        Assert.Contains("named pipe", Assert.Single(works["pipe"].Flags).Message);
        Assert.True(works["top"].IsUnreadable && works["pipe"].IsUnreadable);
    }

    [SkippableFact]
    public void A_second_name_of_a_file_is_flagged()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "makes a hard link; run it on Linux");
        disk.With("victim/a.ipynb", SubmissionsOnDisk.Solved).With("mallory/b.txt", "x");
        using (Process link = Process.Start("ln", [disk.At("victim/a.ipynb"), disk.At("mallory/a.ipynb")])) link.WaitForExit();
        Assert.All(disk.Read(), work => Assert.Contains(work.Flags, flag => flag.Message.Contains("hard link")));
    }

    [SkippableFact]
    public void Names_that_are_not_UTF8_stay_different_and_can_be_read()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "makes names of any bytes; run it on Linux");
        foreach (string octal in new[] { "374", "366" })
            using (Process make = Process.Start("sh", ["-c", $"d=\"{disk.Folder}/$(printf 'M\\{octal}ller')\" && mkdir \"$d\" && printf x > \"$d/a.ipynb\""])) make.WaitForExit();
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(["M\\xF6ller", "M\\xFCller"], works.Select(work => work.Student));
        Assert.All(works, work => Assert.Equal("x"u8, Assert.Single(work.Notebooks).Read()));
    }

    [Fact]
    public void What_changes_on_disk_afterwards_has_no_effect()
    {
        disk.With("gil/a.ipynb", SubmissionsOnDisk.Solved + new string(' ', 100_000));
        string scratch = Directory.CreateDirectory(Path.Combine(disk.Root, "scratch")).FullName;
        using var spool = new Spool(scratch);
        SubmittedFile file = StudentWork.ReadAll(disk.Folder, spool).Single().Notebooks.Single();
        Directory.Delete(disk.Folder, recursive: true);
        Assert.StartsWith(SubmissionsOnDisk.Solved, Encoding.UTF8.GetString(file.Read()));
        if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    [Fact]
    public void One_name_in_two_spellings_of_Unicode_is_one_student()
    {
        StudentWork work = disk.With("Jose\u0301 Nun\u0303ez/a.ipynb", SubmissionsOnDisk.Solved).With("Jos\u00E9 Nu\u00F1ez.zip", SubmissionsOnDisk.Zip("b.ipynb", SubmissionsOnDisk.Stub)).Only();
        Assert.Equal("Jos\u00E9 Nu\u00F1ez", work.Student);
        Assert.Equal(2, work.Notebooks.Count);
        Assert.Contains(work.Flags, flag => flag.Kind == Flag.Several);
    }

    [Theory]
    [InlineData("Mu\u0308ller", "Müller")]
    [InlineData("Nguye\u0302\u0303n", "Nguyễn")]
    [InlineData("A\u030Angstro\u0308m", "Ångström")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("  two\u00A0 spaces ", "two spaces")]
    [InlineData("e\u0301e", "ée")]
    public void Letters_and_their_marks_are_composed(string name, string composed) => Assert.Equal(composed, PersonName.Of(name));
}
